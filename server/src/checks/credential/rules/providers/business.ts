import { ALNUM, around, BASE64, beside, HEX, LOWER_ALNUM, LOWER_HEX, prefixed, starting, type TokenRule, UPPER_ALNUM, URLSAFE, UUID } from '../row';

const ROBLOX = '_|WARNING:-DO-NOT-SHARE-THIS.--Sharing-this-will-allow-someone-to-log-in-as-you-and-to-steal-your-ROBUX-and-items.|_';

/** Identity, documents, design, customers, maps, and other services. */
export const BUSINESS: readonly TokenRule[] = [
  beside('okta-access-token', 'Okta', 'API token', ['okta'], `00[0-9A-Za-z=_-]{40}(?![=-])`, {}),
  beside('auth0-client-secret', 'Auth0', 'client secret', ['auth0'], `${URLSAFE}{64}(?![-=])`, {}),
  beside('auth0-token', 'Auth0', 'client id', ['auth0'], `${ALNUM}{32}`, { named: true }),
  starting('stytch-secret', 'Stytch', 'secret', ['secret-test-', 'secret-live-'], `secret-(?:test|live)-[0-9A-Za-z=_-]{36,44}`, {}),
  starting(
    'authress-access-key',
    'Authress',
    'service client access key',
    ['sc_', 'ext_', 'scauth_', 'authress_'],
    `(?:sc|ext|scauth|authress)_${LOWER_ALNUM}{5,30}\\.${LOWER_ALNUM}{4,6}\\.(?:acc)[_-][0-9a-z-]{10,32}\\.[0-9A-Za-z+/_=-]{30,120}`,
    {},
  ),
  starting('workos-key', 'WorkOS', 'API key', ['sk_test_a2v5', 'sk_live_a2v5'], `sk_(?:test|live)_a2V5${ALNUM}{40,120}`, {}),
  prefixed('linear-api-key', 'Linear', 'API key', 'lin_api_', `${ALNUM}{40}`, {}),
  prefixed('linear-oauth-token', 'Linear', 'OAuth token', 'lin_oauth_', `${ALNUM}{40,64}`, {}),
  beside('linear-client-secret', 'Linear', 'client secret', ['linear'], `${LOWER_HEX}{32}`, {}),
  prefixed('notion-integration-token', 'Notion', 'integration token', 'ntn_', `\\d{11}${ALNUM}{35}`, {}),
  beside('notion-legacy-token', 'Notion', 'integration token', ['notion'], `secret_${ALNUM}{43}`, { grade: 'real' }),
  prefixed('atlassian-api-token', 'Atlassian', 'API token', 'ATATT3', `[0-9A-Za-z_=-]{180,200}`, {
    rotate: 'Revoke it at id.atlassian.com under Security, API tokens.',
  }),
  beside('atlassian-legacy-token', 'Atlassian', 'API token', ['atlassian', 'confluence', 'jira'], `${ALNUM}{24}`, { named: true, entropy: 3.5 }),
  beside('trello-key', 'Trello', 'token', ['trello'], `(?:${LOWER_HEX}{32}|${LOWER_HEX}{64}|ATTA${LOWER_HEX}{72})`, { named: true }),
  prefixed('postman-api-key', 'Postman', 'API key', 'PMAK-', `${LOWER_HEX}{24}-${LOWER_HEX}{34}`, {}),
  starting('postman-collection-key', 'Postman', 'collection access key', ['PMAT-'], `PMAT-${UPPER_ALNUM}{26}`, {}),
  starting('figma-token', 'Figma', 'access token', ['figd_', 'figu_', 'figo_', 'figuh_', 'figdr_'], `fig(?:d|u|o|uh|or|dr|ur)_[0-9A-Za-z_-]{40,80}`, {}),
  prefixed('typeform-token', 'Typeform', 'access token', 'tfp_', `[0-9A-Za-z=_.-]{40,70}`, {}),
  starting('hubspot-token', 'HubSpot', 'private app token', ['pat-na', 'pat-eu', 'pat-ap'], `pat-(?:na|eu|ap)\\d-${UUID}`, { entropy: 2.5 }),
  beside('hubspot-api-key', 'HubSpot', 'API key', ['hubspot', 'hapikey'], UUID, { entropy: 2.5 }),
  beside('zendesk-secret', 'Zendesk', 'secret', ['zendesk'], `${ALNUM}{40}`, {}),
  beside('freshdesk-key', 'Freshdesk', 'API key', ['freshdesk', 'freshservice'], `${ALNUM}{20}`, { named: true }),
  starting('salesforce-token', 'Salesforce', 'access token', ['00D'], `00D${ALNUM}{12,15}![0-9A-Za-z._]{80,260}`, {}),
  prefixed('dropbox-token', 'Dropbox', 'short-lived access token', 'sl.', `(?:u\\.)?[0-9A-Za-z=_-]{130,1300}`, {}),
  beside('dropbox-api-secret', 'Dropbox', 'app secret', ['dropbox'], `${LOWER_ALNUM}{15}`, { entropy: 2.8 }),
  beside('dropbox-legacy-token', 'Dropbox', 'access token', ['dropbox'], `${LOWER_ALNUM}{11}AAAAAAAAAA[0-9A-Za-z=_-]{43}`, {}),
  beside('box-token', 'Box', 'token', ['box_client', 'box_token', 'box_developer', 'boxclient'], `${ALNUM}{32}`, { named: true }),
  beside('asana-client-id', 'Asana', 'client id', ['asana'], `\\d{16}`, { entropy: 2 }),
  beside('asana-client-secret', 'Asana', 'client secret', ['asana'], `${LOWER_ALNUM}{32}`, {}),
  starting('asana-access-token', 'Asana', 'personal access token', ['0/1', '1/1', '2/1'], `[012]/\\d{16}(?:/\\d{16})?:${LOWER_HEX}{32}`, {}),
  starting('airtable-token', 'Airtable', 'personal access token', ['pat'], `pat${ALNUM}{14}\\.${LOWER_HEX}{64}`, {}),
  beside('airtable-key', 'Airtable', 'API key', ['airtable'], `(?:key)?${ALNUM}{14,17}`, { named: true, entropy: 3.3 }),
  beside('monday-token', 'Monday', 'API token', ['monday'], `ey[IJ]${URLSAFE}{20,200}\\.${URLSAFE}{20,400}\\.${URLSAFE}{20,200}`, {}),
  starting('clickup-token', 'ClickUp', 'API token', ['pk_'], `pk_\\d{6,9}_${UPPER_ALNUM}{32}`, {}),
  beside('beamer-token', 'Beamer', 'API token', ['beamer'], `b_[0-9A-Za-z=_-]{44}`, { grade: 'real' }),
  prefixed('readme-api-key', 'ReadMe', 'API key', 'rdme_', `${LOWER_ALNUM}{70}`, {}),
  prefixed('frameio-token', 'Frame.io', 'API token', 'fio-u-', `[0-9A-Za-z=_-]{64}`, {}),
  starting('contentful-token', 'Contentful', 'management token', ['CFPAT-'], `CFPAT-${URLSAFE}{43}`, {}),
  beside('contentful-delivery-token', 'Contentful', 'delivery token', ['contentful'], `[0-9A-Za-z=_-]{43}(?![=-])`, {}),
  starting('mapbox-token', 'Mapbox', 'token', ['pk.', 'sk.ey', 'tk.ey'], `[pst]k\\.[0-9A-Za-z_-]{60,200}\\.[0-9A-Za-z_-]{20,24}`, {}),
  beside('rapidapi-token', 'RapidAPI', 'key', ['rapidapi', 'rapid_api', 'x-rapidapi'], `[0-9A-Za-z_-]{50}(?![-=])`, {}),
  beside('openweather-key', 'OpenWeather', 'API key', ['openweather', 'pyowm', 'owm_', 'appid'], `${LOWER_ALNUM}{32}`, {}),
  beside(
    'weather-key',
    'Weatherstack',
    'access key',
    ['weatherstack', 'accuweather', 'weatherapi', 'weatherbit', 'ipstack', 'aviationstack', 'fixer'],
    `${LOWER_ALNUM}{30,32}`,
    {},
  ),
  beside('looker-client-secret', 'Looker', 'client secret', ['looker'], `(?:${LOWER_ALNUM}{24}|${LOWER_ALNUM}{20})`, {}),
  beside('tableau-token', 'Tableau', 'personal access token', ['tableau', 'personalaccesstokensecret', 'pat_secret'], `[0-9A-Za-z+/]{22}==:[0-9A-Za-z]{32}`, {
    grade: 'real',
  }),
  beside('datagov-key', 'Data.gov', 'API key', ['data.gov', 'data_gov', 'datagov', 'nasa_api', 'nasa'], `${ALNUM}{40}`, {}),
  beside('bitly-token', 'Bitly', 'access token', ['bitly', 'bit.ly'], `(?:R_)?${LOWER_HEX}{32,40}`, {}),
  beside('wakatime-key', 'WakaTime', 'API key', ['wakatime'], `(?:waka_)?${UUID}`, { entropy: 2.5 }),
  prefixed('wakatime-api-key', 'WakaTime', 'API key', 'waka_', UUID, { entropy: 2.5 }),
  prefixed('settlemint-token', 'SettleMint', 'access token', 'sm_', `(?:pat|aat|sat)_${ALNUM}{16}`, {}),
  starting('canva-secret', 'Canva', 'client secret', ['cnvca'], `cnvca${URLSAFE}{40,60}`, {}),
  beside('canva-client-id', 'Canva', 'client id', ['canva'], `OC-${URLSAFE}{11,14}`, { entropy: 2.8 }),
  starting('adobe-client-secret', 'Adobe', 'client secret', ['p8e-'], `p8e-${URLSAFE}{32}`, {}),
  beside('adobe-client-id', 'Adobe', 'client id', ['adobe'], `${HEX}{32}`, {}),
  beside('docusign-key', 'DocuSign', 'integration key', ['docusign'], UUID, { named: true, entropy: 2.5 }),
  prefixed('workato-token', 'Workato', 'developer API token', 'wrka', `[a-z]{2}-?eyJ[0-9A-Za-z_.-]{60,1200}`, {}),
  prefixed('zuplo-key', 'Zuplo', 'API key', 'zpka_', `${LOWER_ALNUM}{32}_${LOWER_HEX}{8}`, {}),
  prefixed('cfxre-key', 'Cfx.re', 'server key', 'cfxk_', `${ALNUM}{20,24}(?:_${ALNUM}{5,6})?`, {}),
  prefixed('thunderstore-token', 'Thunderstore', 'API token', 'tss_', `${ALNUM}{32,46}`, {}),
  beside('intra42-secret', '42 Intra', 'client secret', ['intra', '42_api'], `s-s4t2(?:ud|af)-${LOWER_HEX}{64}`, { grade: 'real' }),
  starting('intra42-client-secret', '42 Intra', 'client secret', ['s-s4t2'], `s-s4t2(?:ud|af)-${LOWER_HEX}{64}`, {}),
  starting('devin-key', 'Devin', 'API key', ['apk_'], `apk_(?:user|service)?_?[0-9A-Za-z=_-]{40,200}`, {}),
  prefixed('devin-service-key', 'Devin', 'service user key', 'cog_', `[a-z2-7]{52}`, {}),
  starting('notify-canada-key', 'GC Notify', 'API key', ['gcntfy-'], `(?:gcntfy|GCNTFY)-[0-9A-Za-z_-]{1,60}-${UUID}-${UUID}`, { entropy: 2.8 }),
  starting('val-town-token', 'Val Town', 'API token', ['vtwn_'], `vtwn_${ALNUM}{27}`, {}),
  beside('pushover-key', 'Pushover', 'token', ['pushover'], `${LOWER_ALNUM}{30}`, {}),
  beside('ifttt-key', 'IFTTT', 'webhook key', ['ifttt', 'maker.ifttt.com'], `${URLSAFE}{22}(?![-=])`, { named: true }),
  around('zapier-webhook-url', 'Zapier', 'webhook URL', ['hooks.zapier.com/'], `hooks\\.zapier\\.com/hooks/catch/(?<v>\\d{4,10}/${LOWER_ALNUM}{5,12})`, 2, 60, {
    entropy: 2.5,
    grade: 'likely',
  }),
  beside('unsplash-key', 'Unsplash', 'access key', ['unsplash', 'pexels', 'pixabay'], `[0-9A-Za-z_-]{43,56}(?![-=])`, { named: true }),
  beside('tmdb-key', 'TMDB', 'API key', ['tmdb', 'themoviedb'], `${LOWER_HEX}{32}`, {}),
  beside('lastfm-key', 'Last.fm', 'API key', ['lastfm', 'last_fm'], `${LOWER_HEX}{32}`, {}),
  beside('giphy-key', 'Giphy', 'API key', ['giphy'], `${ALNUM}{32}`, {}),
  beside('strava-secret', 'Strava', 'client secret', ['strava', 'fitbit', 'garmin'], `${LOWER_HEX}{32,40}`, { named: true }),
  beside('here-key', 'HERE', 'API key', ['here_api', 'heremaps', 'here_maps'], `${URLSAFE}{43}(?![-=])`, {}),
  beside('ipinfo-token', 'IPinfo', 'token', ['ipinfo'], `${LOWER_HEX}{14}`, { entropy: 2.8 }),
  around(
    'http-authorization',
    'HTTP',
    'authorization header',
    ['authorization: '],
    `[Aa]uthorization: (?:(?:[Bb]earer|[Bb]asic|[Tt]oken|[Aa]pi[Kk]ey) (?=[^\\s]{12})|[A-Za-z][0-9A-Za-z-]{2,20} (?=[0-9A-Za-z+/._~=-]{32}))(?<v>[0-9A-Za-z+/._~-]{12,400}={0,2})`,
    2,
    420,
    { entropy: 3, grade: 'likely', description: 'A credential in an HTTP Authorization header. Whoever reads it can send the same request.' },
  ),
  // Formats: what the providers' own pages and sources show.
  // https://docs.retool.com/workflows/guides/triggers
  prefixed('retool-workflow-key', 'Retool', 'workflow API key', 'retool_wk_', `${LOWER_HEX}{32}`, {}),
  // https://www.builder.io/c/docs/write-api
  prefixed('builder-private-key', 'Builder.io', 'private key', 'bpk-', `${LOWER_HEX}{32}`, {}),
  // https://developers.tally.so/api-reference/api-keys
  prefixed('tally-api-key', 'Tally', 'API key', 'tly-', `${ALNUM}{32}`, { entropy: 3.5 }),
  // https://www.zoho.com/crm/developer/docs/api/v7/access-refresh.html
  prefixed('zoho-oauth-token', 'Zoho', 'OAuth token', '1000.', `${LOWER_HEX}{32}\\.${LOWER_HEX}{32}`, {}),
  // https://docs.weblate.org/en/latest/api.html
  starting('weblate-api-token', 'Weblate', 'API token', ['wlu_', 'wlp_'], `wl[up]_${ALNUM}{36,40}`, {}),
  // https://github.com/n8n-io/n8n (me.controller.ts): 40 bytes in hexadecimal
  prefixed('n8n-api-key', 'n8n', 'API key', 'n8n_api_', `${LOWER_HEX}{64,80}`, {}),
  // https://docs.locationiq.com/docs/authentication
  prefixed('locationiq-access-token', 'LocationIQ', 'access token', 'pk.', `${LOWER_HEX}{32}`, {}),
  // https://developer.riotgames.com/docs/portal
  prefixed('riot-api-key', 'Riot Games', 'API key', 'RGAPI-', UUID, { entropy: 2.5 }),
  // The browser's cookie begins with a warning that says so.
  starting(
    'roblox-session-cookie',
    'Roblox',
    'session cookie',
    ['_|warning:-do-not-share-this'],
    `${ROBLOX.replace(/[.|]/g, '\\$&')}(?:CAEaAh[A-Z]{2}\\.)?[0-9A-F]{100,2000}`,
    {
      constant: ROBLOX.length,
    },
  ),
  // https://github.com/modrinth/code (labrinth, pats.rs): 60 letters and digits
  prefixed('modrinth-access-token', 'Modrinth', 'personal access token', 'mrp_', `${ALNUM}{60}`, {}),
  // https://docs.capsolver.com/en/guide/getting-started/
  prefixed('capsolver-api-key', 'CapSolver', 'API key', 'CAP-', `[0-9A-F]{32}`, {}),
  // https://yandex.com/dev/dictionary/doc/dg/concepts/api-overview.html
  starting(
    'yandex-dictionary-key',
    'Yandex',
    'API key',
    ['dict.1.1.', 'trnsl.1.1.', 'pdct.1.1.'],
    `(?:dict|trnsl|pdct)\\.1\\.1\\.\\d{8}T\\d{6}Z\\.${LOWER_HEX}{16}\\.${LOWER_HEX}{40}`,
    {},
  ),
  // https://developers.google.com/recaptcha/docs/verify: the key of the site, which everybody sees, has the same form
  around(
    'recaptcha-secret-key',
    'Google reCAPTCHA',
    'secret key',
    ['recaptcha', 'captcha_secret', 'captcha_private', 'captchasecret'],
    `(?:[Ss]ecret|SECRET|[Pp]rivate|PRIVATE)[\\w.-]{0,24}["'\`\\]]{0,3}\\s{0,3}(?:=>|:=|[=:,(])\\s{0,3}["'\`]{0,2}(?<v>6L[c-f]${URLSAFE}{5}AAAAA${URLSAFE}{27})(?!-)`,
    60,
    120,
    { rotate: 'Make new keys for the site in the admin console of reCAPTCHA.' },
  ),
  // https://cloudinary.com/documentation/developer_onboarding_faq_find_credentials
  beside('cloudinary-api-secret', 'Cloudinary', 'API secret', ['cloudinary'], `${URLSAFE}{27}(?![-=])`, { named: 'secret', entropy: 3.7 }),
  // https://www.sanity.io/docs/content-lake/http-auth
  beside('sanity-api-token', 'Sanity', 'API token', ['sanity'], `sk${ALNUM}{78,200}`, { grade: 'real' }),
  // https://www.mux.com/docs/core/make-api-requests
  beside('mux-token-secret', 'Mux', 'access token secret', ['mux_token', 'mux_secret', 'mux-token', 'muxtoken'], `${BASE64}{70,80}(?![+/=])`, {}),
];
