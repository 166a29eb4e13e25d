/**
 * Words that mean password in languages of other scripts than the Latin, as they are written, and without the accents that some leave out. Those of two
 * words stand joined, as names write them.
 */
export const PASSWORDS_IN_OTHER_SCRIPTS: readonly string[] = (
  'пароль пароля парола лозинка κωδικός κωδικος συνθηματικό συνθηματικο 密码 口令 密碼 パスワード 暗証番号 비밀번호 암호 패스워드 סיסמה סיסמא ססמה ' +
  'كلمة_المرور كلمة_السر رمز_عبور گذرواژه पासवर्ड รหัสผ่าน პაროლი գաղտնաբառ'
).split(' ');

/** The same for a token and for the key of an interface or a cipher. */
export const TOKENS_IN_OTHER_SCRIPTS: readonly string[] = 'токен 令牌 密钥 秘钥 密鑰 金鑰 トークン 秘密鍵 토큰 비밀키 시크릿'.split(' ');
