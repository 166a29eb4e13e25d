import { call, type CredentialCall } from './row';

/** Clients of services that take their key, token or secret in the call that makes them. */
export const SERVICE_CALLS: readonly CredentialCall[] = [
  // payment
  ...call('key', [0], 'stripe', { atMost: 2, first: /^["'`]/, via: 'stripe(' }),
  ...call('key', [0], 'stripeclient setapikey setapitoken setaccesskey', { atMost: 2 }),
  ...call('secret', [1], 'paypalenvironment sandboxenvironment liveenvironment', { atLeast: 2 }),
  // mail and messages
  ...call('key', [0], 'sendgridclient newsendclient sendgridapiclient sendgrid mailchimp postmark resend mailersend', {
    atMost: 2,
    first: /^["'`]/,
    via: 'sendgridclient newsendclient sendgridapiclient sendgrid( mailchimp( postmark( resend( mailersend(',
  }),
  ...call('key', [0], 'serverclient accountclient', { of: /postmark/i, via: 'postmark' }),
  ...call('token', [1], 'newrestclient newtwilioclient plivoclient restclient', {
    atLeast: 2,
    of: /twilio|plivo|^$/i,
    first: /^["'`]/,
    via: 'twilio.newrestclient newtwilioclient plivo.restclient plivoclient',
  }),
  ...call('token', [1], 'client', { of: /twilio|plivo/i, atLeast: 2, first: /^["'`]/, via: 'twilio.client( rest.client(' }),
  ...call('token', [0], 'telegrambot telebot newbotapi teleclient', { atMost: 3, first: /^["'`]/, via: 'telegrambot( telebot( newbotapi(' }),
  ...call('token', [0], 'webclient slackclient', { atMost: 3, first: /^["'`]xox|^["'`](?!https?:)[\w-]{16,}["'`]/, via: 'webclient( slackclient(' }),
  ...call('secret', [2], 'pusher', { atLeast: 3, first: /^["'`]/, via: 'pusher(' }),
  ...call('key', [1], 'algoliasearch searchclient', { atLeast: 2, first: /^["'`]/, via: 'algoliasearch( searchclient(' }),
  ...call('token', [0], 'telegraf', { atMost: 2, first: /^["'`]/, via: 'telegraf(' }),
  ...call('token', [0], 'new', { of: /^slack$/, atMost: 3, first: /^["`]/, via: 'slack.new(' }),
  ...call('key', [2], 'setvapiddetails', { atLeast: 3 }), // Web Push
  // source hosting
  ...call('token', [0], 'github', { atMost: 2, first: /^["'`][\w/+-]{12,}["'`]$/, via: 'github(' }),
  ...call('token', [1], 'gitlab', { atLeast: 2, first: /^["'`]https?:/, via: 'gitlab(' }),
  ...call('token', [0], 'newtokenclient', { atMost: 2 }),
  ...call('token', [0], 'octokit', { options: ['auth'], atMost: 1, via: 'octokit(' }),
  // intelligence
  ...call('key', [0], 'openaiclient newopenaiclient anthropicclient cohereclient', {
    first: /^["'`]/,
    via: 'openaiclient( newopenaiclient( anthropicclient( cohereclient(',
  }),
  ...call('key', [0], 'newclient', {
    of: /^(?:openai|anthropic|gogpt|cohere|genai)$/i,
    first: /^["'`]/,
    via: 'openai.newclient anthropic.newclient gogpt.newclient cohere.newclient',
  }),
  ...call('key', [0], 'configure', { of: /^genai$/, via: 'genai.configure' }),
  ...call('token', [1], 'newclient', { of: /^influx\w*$/i, atLeast: 2, via: 'influxdb2.newclient influxdb.newclient' }),
  // sign-in with OAuth
  ...call('secret', [1], 'oauth2client oauth1 oauth1session oauth2session spotifyclientcredentials clientauthentication consumer', {
    atLeast: 2,
    via: 'oauth2client( oauth1( oauth1session( spotifyclientcredentials( oauth.consumer( oauth2.consumer(',
  }),
  ...call('secret', [1], 'new', { of: /oauth2?::(?:client|consumer)$/i, atLeast: 2, via: 'oauth2::client.new( oauth::consumer.new(' }),
  ...call('secret', [3], 'oauth', { atLeast: 6, via: 'oauth(' }),
  ...call('secret', [1], 'setoauthconsumer', { atLeast: 2 }),
  ...call('secret', [1], 'confidentialclientapplication', { atLeast: 2 }),
];
