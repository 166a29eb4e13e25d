/**
 * Properties that a library signs, encrypts or signs in with, by their documented names: `stripe.api_key = "x"`, `app.config['SECRET_KEY'] = "x"`.
 * What is assigned to them is used as it stands, however little it looks like a secret.
 */
const PROPERTIES: readonly RegExp[] = [
  // keys of services, set on their modules and classes
  /(?:^|[.:\\])(?:stripe|openai|sendgrid|mailgun|mandrill|twilio|pusher|airtable|algolia|mapbox(?:gl)?|cohere|anthropic|replicate|resend|postmark|braintree|shippo|easypost|plaid|intercom|segment|rollbar|honeybadger|bugsnag|cloudinary|tinify|clarifai|pinecone|quandl|giphy|shodan|geocoder|omise|paystack|razorpay|conekta|openpay|recurly|chargebee|gitlab)(?:Configuration|Config|Client|\.config)?(?:\.|::|::\$)(?:api_?key|key|secret_?key|access_?token|auth_?token|api_?token|api_?secret|private_?key|private_token|token)$/i,
  // what web frameworks sign cookies and sessions with
  /(?:^|[.:$])(?:app|application|config|settings|c|server|flask_app)(?:\.config)?\.(?:secret_?key(?:_base)?|secret_token|session_secret|cookie_secret|pepper|jwt_secret(?:_key)?)$/i,
  /(?:^|[.:$])app\.keys$/, // Koa
  // what sign-in with OAuth is set up with
  /(?:^|[.$>])(?:o|opts?|options|config|conf|builder|auth|oauth)\w{0,10}(?:\.|->)(?:client|consumer|app)_?secret$/i,
  // keys of ciphers
  /(?:^|[.$@])(?:\w{0,12}(?:aes|des|rijndael|cipher|encryptor|decryptor))(?:\.|->)key$/i,
];
/** What stands before the index or the name of such a property. */
const INDEXED = /(?:^|[\s.(])(?:app|application|flask_app|self)?\.?config\[\s{0,2}$/;
const CONFIGURED = /Rack::Session::\w{1,20},[^\n]{0,80}$|\b(?:SessionMiddleware|session_store|cookie_store|CookieStore|SecureCookie)\b[^\n]{0,80}$/;
const SIGNING = /^(?:\w{0,20}_)?SECRET_KEY(?:_BASE)?$|^SECURITY_PASSWORD_SALT$/;

/** Whether a name, or the line before it, says that a library takes what is assigned. `before`: of the same line. */
export const isCredentialProperty = (name: string, before: string): boolean =>
  (/[.:>]/.test(name) && PROPERTIES.some((property) => property.test(name))) ||
  (SIGNING.test(name) && INDEXED.test(before.replace(/["']$/, ''))) ||
  (/^secret/.test(name) && CONFIGURED.test(before));
