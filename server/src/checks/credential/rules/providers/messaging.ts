import { ALNUM, around, BASE64, beside, HEX, LOWER_ALNUM, LOWER_HEX, prefixed, starting, type TokenRule, UPPER_ALNUM, URLSAFE, UUID } from '../row';

const SLACK = 'Revoke it with auth.revoke or at api.slack.com/apps (OAuth & Permissions), then reinstall the app.';
const DISCORD = 'Reset it in the Discord developer portal under Bot.';
const TWILIO = 'Revoke it in the Twilio console under API keys & tokens (promote the secondary auth token first).';

/** A keyword has three characters at least: the start and each digit that may follow. */
const HEX_DIGITS = Array.from({ length: 16 }, (_, digit) => digit.toString(16));

/** A number in decimal, as base64 of its ASCII digits writes three of them, two and one. */
const THREE_DIGITS = '[MNO][DTjz][AEIMQUYcgk][w-z0-5]';
const TWO_DIGITS = '[MNO][DTjz][AEIMQUYcgk]';
const ONE_DIGIT = '[MNO][AQgw]';
/** Every way in which such a number begins, but for a zero. */
const NUMBER_STARTS = ['MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'].flatMap((one) =>
  'AEIMQUYcgk'.split('').flatMap((two) => 'wxyz012345'.split('').map((three) => `${one}${two}${three}`)),
);

/** Chat, mail, telephone, social networks. */
export const MESSAGING: readonly TokenRule[] = [
  starting('slack-bot-token', 'Slack', 'bot token', ['xoxb-'], `xoxb-(?:\\d{10,13}-){1,2}[0-9A-Za-z-]{10,60}`, { rotate: SLACK }),
  starting('slack-legacy-bot-token', 'Slack', 'legacy bot token', ['xoxb-'], `xoxb-\\d{8,14}-${ALNUM}{18,26}`, { rotate: SLACK }),
  starting('slack-user-token', 'Slack', 'user token', ['xoxp-', 'xoxe-'], `xox[pe](?:-\\d{10,13}){3}-[0-9A-Za-z-]{28,34}`, { rotate: SLACK }),
  prefixed('slack-app-token', 'Slack', 'app-level token', 'xapp-', `\\d-${UPPER_ALNUM}{1,20}-\\d{1,20}-${LOWER_ALNUM}{1,80}`, { rotate: SLACK }),
  starting('slack-config-token', 'Slack', 'configuration token', ['xoxe.xox', 'xoxe-'], `xoxe(?:\\.xox[bp])?-\\d-${ALNUM}{140,180}`, { rotate: SLACK }),
  starting(
    'slack-legacy-token',
    'Slack',
    'legacy token',
    ['xoxo-', 'xoxs-', 'xoxa-', 'xoxr-', 'xoxc-', 'xoxd-'],
    `xox[osarcd]-(?:\\d-)?[0-9A-Za-z%-]{10,200}`,
    { entropy: 2.5, rotate: SLACK },
  ),
  around(
    'slack-webhook-url',
    'Slack',
    'webhook URL',
    ['hooks.slack.com/'],
    `hooks\\.slack\\.com/(?<v>(?:services|workflows|triggers)/[0-9A-Za-z+/]{40,60})`,
    10,
    90,
    { entropy: 2.8, rotate: SLACK },
  ),
  around(
    'discord-webhook-url',
    'Discord',
    'webhook URL',
    ['/api/webhooks/'],
    `discord(?:app)?\\.com/api/webhooks/(?<v>\\d{17,20}/${URLSAFE}{60,72})`,
    20,
    110,
    { rotate: DISCORD },
  ),
  // The id of the account (17 to 19 digits), when the token was made, and its signature.
  starting(
    'discord-bot-token',
    'Discord',
    'bot token',
    NUMBER_STARTS,
    `(?:${THREE_DIGITS}){5}(?:${TWO_DIGITS}|${THREE_DIGITS}(?:${ONE_DIGIT})?)\\.${URLSAFE}{6}\\.${URLSAFE}{27,38}(?![\\w.-])`,
    { constant: 0, entropy: 3.5, rotate: DISCORD },
  ),
  prefixed('discord-user-token', 'Discord', 'user token', 'mfa.', `${URLSAFE}{84}(?![\\w.-])`, {
    entropy: 3.5,
    rotate: 'Change the password of the account: that ends its tokens.',
  }),
  beside(
    'discord-token',
    'Discord',
    'token',
    ['discord', 'bot_token', 'bottoken', 'client.login', 'bot.run', 'bot.login', 'client.run'],
    `[MNO]${URLSAFE}{23,27}\\.${URLSAFE}{6}\\.${URLSAFE}{27,40}`,
    { grade: 'real', rotate: DISCORD },
  ),
  beside('discord-api-token', 'Discord', 'API token', ['discord'], `${HEX}{64}`, {}),
  beside('discord-client-id', 'Discord', 'client id', ['discord'], `\\d{18}`, { entropy: 2 }),
  beside('discord-client-secret', 'Discord', 'client secret', ['discord'], `[0-9A-Za-z=_-]{32}(?![=-])`, {}),
  around('telegram-bot-token', 'Telegram', 'bot token', [':aa'], `\\d{8,10}:AA${URLSAFE}{33}(?!-)`, 12, 38, { rotate: 'Revoke it with @BotFather, /revoke.' }),
  prefixed('twilio-api-key', 'Twilio', 'API key SID', 'SK', `${HEX}{32}`, { keywords: HEX_DIGITS.map((digit) => `sk${digit}`), entropy: 2.8, rotate: TWILIO }),
  prefixed('twilio-account-sid', 'Twilio', 'account SID', 'AC', `${LOWER_HEX}{32}`, {
    keywords: HEX_DIGITS.map((digit) => `ac${digit}`),
    grade: 'likely',
    entropy: 2.8,
    rotate: TWILIO,
  }),
  beside('twilio-auth-token', 'Twilio', 'auth token', ['twilio'], `${LOWER_HEX}{32}`, { rotate: TWILIO }),
  prefixed('sendgrid-api-key', 'SendGrid', 'API key', 'SG.', `${URLSAFE}{22}\\.${URLSAFE}{43}`, { rotate: 'Delete it in SendGrid under Settings, API keys.' }),
  starting('sendgrid-long-key', 'SendGrid', 'API key', ['SG.'], `SG\\.[0-9A-Za-z=_.-]{66}(?![=.-])`, {}),
  starting('brevo-api-key', 'Brevo', 'API key', ['xkeysib-', 'xsmtpsib-'], `x(?:key|smtp)sib-${LOWER_HEX}{64}-${ALNUM}{16}`, {}),
  prefixed('mailgun-private-key', 'Mailgun', 'private key', 'key-', `${LOWER_HEX}{32}`, {}),
  prefixed('mailgun-public-key', 'Mailgun', 'public validation key', 'pubkey-', `${LOWER_HEX}{32}`, { grade: 'likely' }),
  around('mailgun-signing-key', 'Mailgun', 'signing key', ['mailgun', 'mg_'], `${LOWER_HEX}{32}-${LOWER_HEX}{8}-${LOWER_HEX}{8}`, 0, 110, {}),
  around('mailchimp-api-key', 'Mailchimp', 'API key', ['-us'], `${LOWER_HEX}{32}-us\\d{1,2}`, 34, 3, {}),
  prefixed('mailersend-token', 'MailerSend', 'API token', 'mlsn.', `${LOWER_HEX}{64}`, {}),
  prefixed('resend-api-key', 'Resend', 'API key', 're_', `${ALNUM}{8}_${ALNUM}{24}`, { entropy: 3.5 }),
  beside('postmark-token', 'Postmark', 'server token', ['postmark'], UUID, { named: true, entropy: 2.5 }),
  beside('sparkpost-key', 'SparkPost', 'API key', ['sparkpost'], `${LOWER_HEX}{40}`, {}),
  beside('mandrill-key', 'Mandrill', 'API key', ['mandrill'], `(?:md-)?${URLSAFE}{22}(?![-=])`, { named: true }),
  beside('klaviyo-api-key', 'Klaviyo', 'private API key', ['klaviyo'], `pk_${LOWER_ALNUM}{32,36}`, {}),
  beside('mailjet-key', 'Mailjet', 'API key', ['mailjet'], `${LOWER_HEX}{32}`, {}),
  beside('vonage-secret', 'Vonage', 'API secret', ['vonage', 'nexmo'], `${ALNUM}{16}`, { named: true }),
  beside('messagebird-token', 'MessageBird', 'API token', ['messagebird', 'message-bird', 'message_bird'], `(?:${ALNUM}{25}|${UUID})`, { entropy: 2.5 }),
  beside('plivo-auth-id', 'Plivo', 'auth id', ['plivo'], `(?:MA|SA)${UPPER_ALNUM}{18}`, {}),
  beside('plivo-auth-token', 'Plivo', 'auth token', ['plivo'], `${ALNUM}{40}`, {}),
  beside('sendbird-token', 'Sendbird', 'API token', ['sendbird'], `(?:${LOWER_HEX}{40}|${UUID})`, { entropy: 2.5 }),
  beside('intercom-token', 'Intercom', 'access token', ['intercom'], `[0-9A-Za-z=_-]{60}(?![=-])`, {}),
  beside('gitter-token', 'Gitter', 'access token', ['gitter'], `${URLSAFE}{40}(?![-=])`, {}),
  beside('mattermost-token', 'Mattermost', 'access token', ['mattermost'], `${LOWER_ALNUM}{26}`, {}),
  around(
    'teams-webhook-url',
    'Microsoft Teams',
    'webhook URL',
    ['.webhook.office.com/'],
    `[0-9A-Za-z-]{1,60}\\.webhook\\.office\\.com/(?<v>webhookb2/[0-9a-zA-Z@-]{30,80}/IncomingWebhook/${LOWER_ALNUM}{32}/[0-9a-zA-Z-]{36})`,
    64,
    220,
    { entropy: 2.5 },
  ),
  beside('zoom-secret', 'Zoom', 'client secret', ['zoom'], `${ALNUM}{32}`, { named: true }),
  beside('line-token', 'LINE', 'channel token', ['line_channel', 'linechannel', 'line_notify'], `[0-9A-Za-z+/=]{43,180}`, {}),
  starting('facebook-access-token', 'Facebook', 'access token', ['EAA'], `EAA[MC][0-9A-Za-z]{100,400}`, { entropy: 4 }),
  around('facebook-app-token', 'Facebook', 'app access token', ['facebook', 'fb_', 'meta_', 'graph.'], `\\d{15,16}(?:\\||%7[Cc])${URLSAFE}{27,40}`, 0, 120, {}),
  starting('facebook-page-token', 'Facebook', 'page token', ['EAAM', 'EAAC'], `EAA[MC][0-9A-Za-z]{20,99}`, { entropy: 4, grade: 'likely' }),
  beside('facebook-secret', 'Facebook', 'app secret', ['facebook', 'fb_', 'instagram'], `${LOWER_HEX}{32}`, { named: true }),
  starting('instagram-token', 'Instagram', 'access token', ['IGQV', 'IGAA'], `IG(?:QV|AA)[0-9A-Za-z_-]{100,300}`, {}),
  starting('twitter-bearer-token', 'Twitter', 'bearer token', ['AAAAAAAAAAAAAAAAAAAAAA'], `A{22}[0-9A-Za-z%]{80,100}`, { entropy: 3.5 }),
  beside('twitter-access-token', 'Twitter', 'access token', ['twitter'], `\\d{15,25}-${ALNUM}{20,40}`, {}),
  beside('twitter-access-secret', 'Twitter', 'access token secret', ['twitter'], `${LOWER_ALNUM}{45}`, {}),
  beside('twitter-api-secret', 'Twitter', 'API secret', ['twitter'], `${ALNUM}{50}`, {}),
  beside('twitter-api-key', 'Twitter', 'API key', ['twitter'], `${ALNUM}{25}`, {}),
  beside('linkedin-client-id', 'LinkedIn', 'client id', ['linkedin', 'linked_in', 'linked-in'], `${LOWER_ALNUM}{14}`, { entropy: 2.8 }),
  beside('linkedin-client-secret', 'LinkedIn', 'client secret', ['linkedin', 'linked_in', 'linked-in'], `(?:WPL_AP1\\.)?${ALNUM}{16}(?:\\.${ALNUM}{6,8}==)?`, {
    entropy: 2.8,
  }),
  starting('pinterest-token', 'Pinterest', 'access token', ['pina_', 'pinr.', 'pinc_'], `pin(?:a_|r\\.|c_)${URLSAFE}{32,200}`, {}),
  beside('twitch-token', 'Twitch', 'token', ['twitch'], `(?:oauth:)?${LOWER_ALNUM}{30}`, {}),
  beside('spotify-secret', 'Spotify', 'client secret', ['spotify'], `${LOWER_HEX}{32}`, { named: true }),
  beside('reddit-secret', 'Reddit', 'client secret', ['reddit'], `${URLSAFE}{27,30}(?![-=])`, { named: true }),
  beside('lark-app-secret', 'Lark', 'app secret', ['lark', 'feishu'], `${ALNUM}{32}`, {}),
  beside('lark-app-id', 'Lark', 'app id', ['lark', 'feishu', 'app_id', 'appid'], `cli_${LOWER_ALNUM}{16}`, {}),
  beside('wechat-secret', 'WeChat', 'app secret', ['wechat', 'weixin', 'wx_'], `${LOWER_HEX}{32}`, { named: true }),
  prefixed('onesignal-key', 'OneSignal', 'API key', 'os_v2_', `(?:app|org)_${LOWER_ALNUM}{80,120}`, {}),
  beside('pusher-secret', 'Pusher', 'app secret', ['pusher'], `${LOWER_HEX}{20}`, { named: true }),
  prefixed('pubnub-key', 'PubNub', 'secret key', 'sec-c-', `[0-9A-Za-z=-]{36,60}`, {}),
  // Formats: what the providers' own pages and clients show.
  // https://docs.ntfy.sh/config/#access-tokens: 32 characters
  prefixed('ntfy-access-token', 'ntfy', 'access token', 'tk_', `${ALNUM}{29}`, { entropy: 3.5, check: (value) => (/\d/.test(value) ? 'unknown' : 'bad') }),
  // https://developer.webex.com/docs/getting-started
  around('webex-access-token', 'Webex', 'access token', ['_pf84_', '_p0a1_'], `${ALNUM}{60,68}_P(?:F84|0A1)_${UUID}`, 70, 40, {}),
  // https://dev.vk.com/en/api/access-token/getting-started
  prefixed('vk-access-token', 'VK', 'access token', 'vk1.a.', `${URLSAFE}{80,300}`, { entropy: 4 }),
  // https://developers.facebook.com/docs/threads/get-started/long-lived-tokens
  starting('threads-access-token', 'Threads', 'access token', ['THAA'], `THAA${ALNUM}{100,300}`, { entropy: 4 }),
  // https://www.courier.com/docs/reference/get-started/
  starting('courier-auth-token', 'Courier', 'auth token', ['pk_prod_', 'pk_test_', 'dk_prod_', 'dk_test_'], `[pd]k_(?:prod|test)_${UPPER_ALNUM}{28}`, {
    entropy: 3.5,
  }),
  // https://developers.smtp2go.com/docs/introduction-guide
  prefixed('smtp2go-api-key', 'SMTP2GO', 'API key', 'api-', `[0-9A-F]{32}`, {}),
  // https://docs.agentmail.to/quickstart
  prefixed('agentmail-api-key', 'AgentMail', 'API key', 'am_', `(?:us_|eu_)?${LOWER_HEX}{64}`, {}),
  // https://www.zoho.com/zeptomail/help/api/email-sending.html
  around('zeptomail-send-token', 'Zoho ZeptoMail', 'send mail token', ['zoho-enczapikey '], `[Zz]oho-enczapikey (?<v>[0-9A-Za-z+/=]{80,300})`, 1, 320, {}),
  // https://developers.intercom.com/docs/build-an-integration/learn-more/authentication: base64 of `tok:`, a UUID and two numbers
  starting('intercom-access-token', 'Intercom', 'access token', ['dG9rO'], `dG9rO[jm]${BASE64}{48,58}={0,2}`, {}),
  // https://developers.viber.com/docs/api/rest-bot-api/#authentication-token
  beside('viber-auth-token', 'Viber', 'auth token', ['viber'], `${LOWER_ALNUM}{16}-${LOWER_ALNUM}{16}-${LOWER_ALNUM}{16}`, { grade: 'real' }),
  // https://firebase.google.com/docs/cloud-messaging/auth-server (legacy server keys)
  starting('firebase-server-key', 'Firebase Cloud Messaging', 'server key', ['AAAA'], `AAAA${URLSAFE}{7}:APA91b${URLSAFE}{130,140}`, {}),
];
