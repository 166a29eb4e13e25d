import { PASSWORDS_IN_OTHER_SCRIPTS } from '../../otherScripts';

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that mean password in English code. */
export const PASSWORDS = set('password passwords passwd passphrase passphrases passcode passcodes passwort userpassword psw pswd pasword');

/**
 * Words that mean password in other natural languages, accents dropped as `wordsOf` drops them. Words that mean something else as often
 * (Italian `parola` is a word, Spanish `clave` a key of any kind) are in `DOUBTFUL_PASSWORDS`.
 */
export const FOREIGN_PASSWORDS = set(`
 kennwort losungswort zugangscode
 motdepasse mdp
 contrasena contrasenya contrasenia senha palavrapasse
 wachtwoord losenord passord adgangskode adgangskoden kodeord salasana lykilord
 haslo heslo jelszo lozinka geslo parool slaptazodis fjalekalim
 sifre parol matkhau katasandi
 ${PASSWORDS_IN_OTHER_SCRIPTS.join(' ')}
`);
export const DOUBTFUL_PASSWORDS = set('pass pw pwd parola parole clave sandi mp kod');

export const SECRETS = set('secret mnemonic psk segredo secreto geheimnis');
export const TOKENS = set('token tokens tok tkn jeton');
/** Words that are a bearer credential by themselves. */
export const BEARERS = set('bearer jwt otp totp oauthtoken');
export const CREDENTIALS = set('credential credentials cred creds');
export const COOKIES = set('cookie cookies');
export const KEYS = set('key keys');
export const CODES = set('code codes');
export const PINS = set('pin puk');

/** A token that one of these words precedes is a credential. */
export const TOKEN_OF = set(`
 access refresh auth authentication authorization authorisation bearer api session jwt oauth oidc sso saml security sas secret personal bot user admin service
 client app account github gitlab gitea bitbucket slack discord telegram npm pypi docker vault consul nomad aws sts azure gcp google firebase facebook twitter
 twilio stripe paypal okta auth0 kube kubernetes k8s cluster login logon signin reset verification verify confirmation invite invitation activation magic impersonation
 id identity web http x basic delegation join bootstrap root master deploy webhook upload provisioning enrollment long short lived permanent temporary temp
 signed private consumer sudo unlock recovery otp mfa totp hub ha rest remember persistent sonar jira mapbox registry
 hf huggingface replicate openai anthropic wandb kaggle notion linear figma airtable sentry datadog cloudflare vercel netlify heroku digitalocean linode hetzner pulumi
 terraform tfc circleci travis codecov coveralls snyk rubygems cargo nuget artifactory jfrog quay ghcr harbor dropbox spotify strava twitch reddit whatsapp viber matrix
 mastodon plex zoom webex teams asana trello shopify plaid hubspot salesforce zendesk mailchimp mailgun sendgrid postmark pushover pushbullet pagerduty opsgenie ngrok
 tailscale doppler infisical onepassword bitwarden databricks snowflake alexa tuya ecobee homeassistant influx influxdb grafana elastic splunk line
`);
/** …and so is a `PAT`, a personal access token. */
export const PAT_OF = set(`
 azdo ado azure devops ext vsts tfs github gh ghe gitlab gl git gitea bitbucket jira confluence atlassian databricks snowflake airtable figma sonar docker dockerhub ghcr npm
 my personal user admin bot ci release deploy repo registry packages marketplace vsce publish runner
`);
/** A key that one of these words precedes is a credential. */
export const KEY_OF = set(`
 api secret private priv signing encryption encrypt decryption decrypt crypto cipher master symmetric preshared shared hmac aes des auth authentication
 authorization subscription wep wpa wifi jwt  webhook apikey bot deploy  unseal recovery
 wallet mnemonic ephemeral sas   derived session sessions rc4
`);
/** …and with these it may be one. */
export const KEY_MAYBE = set(
  'access account storage app application consumer license licence ssh admin root service server client user host functions function integration pgp gpg rsa ecdsa ed tls ssl maps merchant hash stream',
);
/** A code that one of these words precedes is a credential, for as long as it lives. */
export const CODE_OF = set(
  'auth authorization authorisation authentication verification otp mfa totp tfa fa factor sms pin recovery backup security access onetime login device grant oauth passcode unlock',
);
export const CODE_MAYBE = set('activation invite invitation confirm confirmation reset pairing redeem sign');

/** Behind the head, these leave it the head: `tokenString`, `password2`, `secretAsBytes`. */
export const NEUTRAL_TAILS = set(`
 value values val vals str string strings text txt raw plain plaintext cleartext clear new old current cur confirm confirmed confirmation repeat repeated again
 chars char bytes byte b base utf hex default prod production dev development staging stage local sandbox live tmp temp buf buffer arr array as
 literal decoded decrypted content contents data json a the input one two first second s decode res
`);

/** Behind the head, these make it something else: what the secret is called, where it lies, how long it lives, who makes it. */
export const DESCRIPTORS = set(`
 type types kind name names id ids uid uuid guid count counts counter length len size sizes index idx position pos url urls uri uris link links path paths file files filename
 dir directory folder endpoint endpoints host port version versions ref refs reference references arn expiry expires expire expired expiring expiration exp ttl lifetime
 duration age at on time timestamp date day days hours minutes seconds created updated issued issuer iss audience aud scope scopes claim claims subject sub status state valid
 validity invalid validation validations validator validators validated exist exists existing present presence absent missing found set unset enabled enable disabled required require requires
 requirement requirements policy policies rule rules strength hint hints question questions prompt label title message messages msg error errors err exception failure failures
 failed fail reason description desc prefix suffix format pattern regex regexp field fields header headers key keys param params parameter parameters arg args argument env var
 variable provider providers manager factory client clients store stores storage service services repository repo generator helper util utils handler handlers listener
 callback source sources cache caching config configuration settings option options class mode method methods strategy model schema template mount mounts volume volumes group role account
 user username owner page pages rate limit limits budget usage used quota max min cost placeholder column table row dialog form view screen activity fragment controller
 button icon image event events test tests change changed changes updates rotation rotated rotate interval delay timeout window attempt attempts retry retries tries action actions
 operation result results match matches matched mismatch equal equals check checker checks ok success successful verified verification lookup ring vault manager container
 algorithm alg algo encoder decoder encryptor decryptor interceptor filter middleware guard auth authentication authenticator authenticated authorizer exchange request requests
 response responses reset resets recovery supplier resolver reader writer parser lexer stream iterator builder context session info metadata meta properties props
 entry item items object objects entity spec plural list map dict collection category categories target location namespace region engine backend plugin driver provisioner bucket
 kid less based only protected needed per expiredin dto vo annotation annotations identifier identifiers notation renewal renew refresh refreshed revoked revocation permission permissions
 consumer producer dao binding locked tab section domain flow grant grants
`);
/** Behind the head: what is left of the value cannot be used. */
export const MASKED_TAILS = set(
  'hash hashed hashes digest digests checksum fingerprint fingerprints thumbprint salt salted masked mask redacted encrypted ciphertext cipher crypt crypted obfuscated tail last preview hmac sha md signature',
);

/** Words anywhere before the head that make the value harmless. */
export const MASKED_LEADS = set(
  'masked mask redacted redact hidden hashed hash encrypted enc sanitized sanitised obfuscated obscured scrubbed censored anonymized anonymised truncated shortened partial safe ciphered crypted salted sealed wrapped protected without',
);
export const PUBLIC_LEADS = set('public pub publishable site anon anonymous verifying');
export const FAKE_LEADS = set('fake dummy mock mocked stub sample example placeholder null none empty blank');
export const CSRF_LEADS = set('csrf xsrf antiforgery forgery authenticity crumb');
export const PUSH_LEADS = set('device push fcm apns apn gcm expo notification voip');
export const PAGE_LEADS = set(
  'fencing next previous prev page paging pagination pager continuation continue cursor sync since delta skip resume marker scroll offset checkpoint watermark end start from until',
);
export const CANCEL_LEADS = set('cancellation cancelation cancel stopping abort ct linked');
export const LEXER_LEADS = set(`
 lexer lexical parser syntax separator delimiter operator identifier keyword peek peeked lookahead ahead open close opening closing left right begin eof eol comma semicolon colon
 brace paren bracket word sub unexpected expected grammar css html xml sql punctuation whitespace comment quote string number numeric template first last unknown terminal ast literal path
 search query filter match term design color theme erc nft lp spl swap parent child ring event binding
`);
export const MODEL_LEADS = set(`
 max maximum min minimum num number n total prompt completion input output context cached reasoning thinking generated remaining used usage estimated estimate approx count avg average
 eos bos pad unk cls sep special stop logit vocab draft sampled image audio budget extra text tokenizer mean sum limit original truncated
`);

/** In front of everything, these make it an answer of yes or no, or a setting. */
export const FLAGS = set(`
 err is has had have are was were can could should would will must may need needs needed use uses using used without show shows shown hide hides allow allows allowed require
 requires required enable enables enabled disable disables disabled no not never toggle force forced skip skips forgot forgotten lost remember missing invalid wrong incorrect mismatch mismatched
 weak strong expired want wants include includes exclude supports support ignore ignores display must missing unset bad does did do if when same different with persists accepts provides handles expects returns generates validates keeps carries
`);
/** In front of everything, these make it an act, or the screen where the act is done. */
export const ACTS = set('set check validate delete remove revoke clear compare rotate send on handle forget enter your please choose retype reenter type');
/** Acts upon a password; a token of the same name (`resetToken`) is one that allows the act. */
export const PASSWORD_ACTS = set('reset change update verify recover request restore');

/** `password for x`: the head stands in front of these. */
export const PREPOSITIONS = set('for of to with by from in via using and or');
