import { crcOfRandomPart, jsonAfter, mixedBehind } from '../checksums';
import { ALNUM, around, BASE64, beside, HEX, LOWER_ALNUM, LOWER_HEX, prefixed, starting, type TokenRule, UPPER_ALNUM, URLSAFE, UUID } from '../row';

/** What every token of TeamCity begins with, in base64. */
const TEAMCITY_HEADER = Buffer.from('{"typ": "TCV2"}').toString('base64');

/** Continuous integration, monitoring, databases as a service. */
export const OPERATIONS: readonly TokenRule[] = [
  starting('circleci-token', 'CircleCI', 'API token', ['CCIPAT_', 'CCIPRJ_'], `CCI(?:PAT|PRJ)_${ALNUM}{22}_${LOWER_HEX}{40}`, {}),
  beside('circleci-legacy-token', 'CircleCI', 'API token', ['circleci', 'circle_token', 'circle-token', 'circle_ci'], `${LOWER_HEX}{40}`, {}),
  starting('buildkite-token', 'Buildkite', 'token', ['bkua_', 'bkct_', 'bkaa_'], `bk(?:ua|ct|aa)_${LOWER_HEX}{40}`, {}),
  beside('travisci-token', 'Travis CI', 'access token', ['travis'], `${ALNUM}{22}`, {}),
  beside('jenkins-token', 'Jenkins', 'API token', ['jenkins', 'hudson'], `(?:11${LOWER_HEX}{32}|${LOWER_HEX}{32})`, {}),
  beside('drone-token', 'Drone', 'access token', ['drone', 'droneci'], `${ALNUM}{32}`, { named: true }),
  beside('bitrise-token', 'Bitrise', 'access token', ['bitrise'], `${URLSAFE}{86}(?![-=])`, {}),
  beside('coveralls-token', 'Coveralls', 'token', ['coveralls'], `[0-9A-Za-z-]{32,37}`, { named: true }),
  beside('codefresh-token', 'Codefresh', 'API key', ['codefresh'], `${LOWER_HEX}{24}\\.${LOWER_HEX}{32}`, {}),
  starting('octopus-api-key', 'Octopus Deploy', 'API key', ['API-'], `API-${UPPER_ALNUM}{26,32}`, { entropy: 3.3 }),
  starting('harness-token', 'Harness', 'API token', ['pat.', 'sat.'], `(?:pat|sat)\\.${URLSAFE}{22}\\.${LOWER_HEX}{24}\\.${ALNUM}{20}`, {}),
  starting('prefect-api-key', 'Prefect', 'API key', ['pnu_', 'pnb_'], `pn[ub]_${ALNUM}{36}`, {}),
  starting('scalr-token', 'Scalr', 'API token', ['at-'], `at-${LOWER_ALNUM}{15}\\.${URLSAFE}{40,60}`, {}),
  prefixed('infracost-api-key', 'Infracost', 'API key', 'ico-', `${ALNUM}{32}`, {}),
  starting('endor-labs-key', 'Endor Labs', 'API key', ['endr+'], `endr\\+[0-9A-Za-z-]{16}`, { entropy: 2.8 }),
  starting('aikido-token', 'Aikido', 'token', ['AIK_'], `AIK_(?:CI|CLIENT|SECRET|RUNTIME)(?:_[A-Z]{1,8})?_${ALNUM}{20,80}`, { entropy: 3 }),
  beside('mergify-key', 'Mergify', 'application key', ['mergify'], `(?:mka_)?${URLSAFE}{40,66}`, { named: true }),
  prefixed('mergify-application-key', 'Mergify', 'application key', 'mka_', `${URLSAFE}{40,80}`, {}),
  starting('sentry-organization-token', 'Sentry', 'organization token', ['sntrys_'], `sntrys_eyJ[0-9A-Za-z+/_=-]{80,400}`, {
    check: jsonAfter(7, '_'),
    constant: 10,
  }),
  prefixed('sentry-user-token', 'Sentry', 'user token', 'sntryu_', `${LOWER_HEX}{64}`, {}),
  beside('sentry-auth-token', 'Sentry', 'auth token', ['sentry'], `${LOWER_HEX}{64}`, {}),
  around(
    'sentry-dsn-secret',
    'Sentry',
    'DSN secret',
    ['.ingest.', '@sentry.', '@app.getsentry.com'],
    `https?://${LOWER_HEX}{32}:(?<v>${LOWER_HEX}{32})@[\\w.-]{4,80}/\\d{1,20}`,
    120,
    120,
    {},
  ),
  prefixed('grafana-cloud-token', 'Grafana Cloud', 'token', 'glc_', `[0-9A-Za-z+/]{32,400}={0,3}`, {
    check: (value) => (jsonAfter(4)(value) === 'good' ? 'good' : 'unknown'),
  }),
  prefixed('grafana-service-account-token', 'Grafana', 'service account token', 'glsa_', `${ALNUM}{32}_${HEX}{8}`, {}),
  prefixed('grafana-api-key', 'Grafana', 'API key', 'eyJrIjoi', `[0-9A-Za-z+/]{70,400}={0,3}`, {}),
  beside('datadog-api-key', 'Datadog', 'API key', ['datadog', 'dd_api', 'dd-api', 'ddog', 'dd_app'], `(?:${LOWER_HEX}{32}|${LOWER_ALNUM}{40})`, {}),
  starting('datadog-application-key', 'Datadog', 'application key', ['ddapp_', 'ddpat_'], `dd(?:app|pat)_${ALNUM}{34}`, {}),
  prefixed('newrelic-user-key', 'New Relic', 'user API key', 'NRAK-', `${ALNUM}{27}`, {}),
  prefixed('newrelic-insert-key', 'New Relic', 'insert key', 'NRII-', `[0-9A-Za-z-]{32}`, {}),
  prefixed('newrelic-browser-key', 'New Relic', 'browser key', 'NRJS-', `${LOWER_HEX}{19}`, { entropy: 2.8 }),
  prefixed('newrelic-query-key', 'New Relic', 'query key', 'NRIQ-', `${URLSAFE}{32}`, {}),
  around('newrelic-license-key', 'New Relic', 'license key', ['nral', 'ffffnral'], `(?:${LOWER_HEX}{36}NRAL|${LOWER_HEX}{32}FFFFNRAL)`, 40, 1, {}),
  beside('newrelic-api-id', 'New Relic', 'user API id', ['new-relic', 'newrelic', 'new_relic'], `${LOWER_ALNUM}{64}`, {}),
  beside('honeycomb-api-key', 'Honeycomb', 'API key', ['honeycomb'], `(?:hc[abc]ik_${LOWER_ALNUM}{50,70}|${LOWER_HEX}{32}|${ALNUM}{22})`, {}),
  starting('dynatrace-token', 'Dynatrace', 'API token', ['dt0'], `dt0[a-z]\\d\\d\\.${UPPER_ALNUM}{24}\\.${UPPER_ALNUM}{64}`, {}),
  // https://docs.honeycomb.io/api/authentication: `hc?ik_` and `hc?mk_`, where the letter varies
  starting(
    'honeycomb-ingest-key',
    'Honeycomb',
    'ingest or management key',
    'abcdefghijklmnopqrstuvwxyz'.split('').flatMap((letter) => [`hc${letter}ik_`, `hc${letter}mk_`]),
    `hc[a-z][im]k_[0-9a-z]{58,64}`,
    {},
  ),
  beside('sumologic-access-id', 'Sumo Logic', 'access id', ['sumo'], `su${ALNUM}{12}`, { entropy: 2.8 }),
  beside('sumologic-access-key', 'Sumo Logic', 'access key', ['sumo'], `${ALNUM}{64}`, {}),
  beside('splunk-token', 'Splunk', 'HEC token', ['splunk'], UUID, { named: true, entropy: 2.5 }),
  beside('loggly-token', 'Loggly', 'customer token', ['loggly'], UUID, { entropy: 2.5 }),
  beside('logzio-token', 'Logz.io', 'token', ['logzio', 'logz.io'], `${ALNUM}{32}`, {}),
  beside('rollbar-token', 'Rollbar', 'access token', ['rollbar'], `${LOWER_HEX}{32}`, {}),
  beside('bugsnag-key', 'Bugsnag', 'API key', ['bugsnag'], `${LOWER_HEX}{32}`, {}),
  beside('pagerduty-key', 'PagerDuty', 'API key', ['pagerduty', 'pager_duty', 'pd_api'], `(?:u\\+${URLSAFE}{18}|${URLSAFE}{20}|${LOWER_HEX}{32})(?![-=])`, {
    named: true,
  }),
  beside('opsgenie-key', 'Opsgenie', 'API key', ['opsgenie'], UUID, { entropy: 2.5 }),
  beside('statuspage-key', 'Statuspage', 'API key', ['statuspage'], `(?:${UUID}|${LOWER_HEX}{64})`, { named: true, entropy: 2.5 }),
  starting('launchdarkly-key', 'LaunchDarkly', 'key', ['sdk-', 'api-', 'mob-'], `(?:sdk|api|mob)-${UUID}`, { entropy: 2.5 }),
  beside('launchdarkly-token', 'LaunchDarkly', 'access token', ['launchdarkly'], `[0-9A-Za-z=_-]{40}(?![=-])`, {}),
  starting('configcat-key', 'ConfigCat', 'SDK key', ['configcat-sdk-'], `configcat-sdk-\\d/${URLSAFE}{22}/${URLSAFE}{22}`, {}),
  starting('devcycle-key', 'DevCycle', 'SDK key', ['dvc_'], `dvc_(?:server|client|mobile)_[0-9A-Za-z_]{20,64}`, {}),
  starting('statsig-secret', 'Statsig', 'secret key', ['secret-'], `secret-${ALNUM}{40,50}`, { entropy: 4 }),
  beside('optimizely-token', 'Optimizely', 'access token', ['optimizely'], `[0-9A-Za-z-:]{54}`, {}),
  starting('posthog-key', 'PostHog', 'API key', ['phc_', 'phx_', 'phs_', 'phr_'], `ph[cxsr]_${ALNUM}{32,56}`, {}),
  beside('segment-key', 'Segment', 'write key', ['segment'], `${ALNUM}{32}`, { named: true }),
  starting('segment-public-token', 'Segment', 'public API token', ['sgp_'], `sgp_${ALNUM}{64}`, {}),
  beside('amplitude-key', 'Amplitude', 'API key', ['amplitude', 'mixpanel'], `${LOWER_HEX}{32}`, { named: true }),
  beside(
    'sidekiq-secret',
    'Sidekiq',
    'licence credentials',
    ['bundle_enterprise__contribsys__com', 'bundle_gems__contribsys__com', 'sidekiq'],
    `${LOWER_HEX}{8}:${LOWER_HEX}{8}`,
    {},
  ),
  around(
    'sidekiq-url',
    'Sidekiq',
    'licence URL',
    ['.contribsys.com'],
    `://(?<v>${LOWER_HEX}{8}:${LOWER_HEX}{8})@(?:gems|enterprise)\\.contribsys\\.com`,
    40,
    2,
    { entropy: 2 },
  ),
  prefixed('databricks-token', 'Databricks', 'access token', 'dapi', `${HEX}{32}(?:-\\d)?`, {}),
  starting('databricks-oauth-secret', 'Databricks', 'OAuth secret', ['dose'], `dose${LOWER_HEX}{32}`, {}),
  starting('planetscale-token', 'PlanetScale', 'token', ['pscale_tkn_', 'pscale_oauth_', 'pscale_pw_'], `pscale_(?:tkn|oauth|pw)_[0-9A-Za-z=._-]{32,64}`, {}),
  beside('planetscale-token-id', 'PlanetScale', 'token id', ['planetscale'], `${LOWER_ALNUM}{12}`, { entropy: 2.8, named: true }),
  // https://planetscale.com/docs/vitess/security/connection-strings: of the pair that it makes for a branch, the user
  beside('planetscale-username', 'PlanetScale', 'user id', ['pscale_user', 'planetscale_user', 'pscale-user', 'planetscale-user'], `${LOWER_ALNUM}{12}`, {
    entropy: 2.8,
  }),
  starting('supabase-token', 'Supabase', 'management token', ['sbp_'], `sbp_(?:oauth_)?${LOWER_HEX}{40}`, {}),
  starting('supabase-secret-key', 'Supabase', 'secret key', ['sb_secret_'], `sb_secret_${URLSAFE}{22}_${URLSAFE}{8}`, {}),
  starting('neon-api-key', 'Neon', 'API key', ['napi_'], `napi_${LOWER_ALNUM}{64}`, {}),
  starting('mongodb-atlas-secret', 'MongoDB Atlas', 'service account secret', ['mdb_sa_sk_'], `mdb_sa_sk_${URLSAFE}{40}`, {}),
  starting('mongodb-atlas-id', 'MongoDB Atlas', 'service account id', ['mdb_sa_id_'], `mdb_sa_id_${LOWER_HEX}{24}`, { grade: 'likely' }),
  beside('mongodb-atlas-key', 'MongoDB Atlas', 'private key', ['atlas'], UUID, { named: true, entropy: 2.5 }),
  prefixed('cockroach-cloud-key', 'CockroachDB Cloud', 'API key', 'CCDB1_', `${ALNUM}{22}_${ALNUM}{40}`, {}),
  starting('astra-token', 'DataStax Astra', 'application token', ['AstraCS:'], `AstraCS:${ALNUM}{22,26}:${HEX}{64}`, {}),
  starting('clickhouse-cloud-key', 'ClickHouse Cloud', 'API secret', ['4b1d'], `4b1d${ALNUM}{38}`, {}),
  beside('clickhouse-key-id', 'ClickHouse Cloud', 'key id', ['clickhouse'], `${ALNUM}{20}`, { named: true }),
  beside('couchbase-key', 'Couchbase Capella', 'API key', ['capella', 'couchbase'], `${BASE64}{64,90}={0,2}`, {}),
  beside('confluent-access-token', 'Confluent', 'access token', ['confluent'], `${ALNUM}{16}`, {}),
  beside('confluent-secret-key', 'Confluent', 'secret key', ['confluent', 'cflt'], `(?:cflt)?${BASE64}{60,64}(?![=])`, {}),
  starting('turso-token', 'Turso', 'token', ['turso_'], `turso_${URLSAFE}{40,200}`, {}),
  beside('elastic-key', 'Elastic', 'API key', ['elastic'], `[A-Za-z0-9]{20}[A-Za-z0-9_-]{2}${BASE64}{36,60}==`, {}),
  beside('algolia-api-key', 'Algolia', 'API key', ['algolia'], `${LOWER_ALNUM}{32}`, {}),
  beside('meilisearch-key', 'Meilisearch', 'master key', ['meili'], `${LOWER_HEX}{40,64}`, { named: true }),
  beside('typesense-key', 'Typesense', 'API key', ['typesense'], `${ALNUM}{32}`, { named: true }),
  beside('snowflake-token', 'Snowflake', 'token', ['snowflake'], `ver:\\d-hint:\\d{1,20}-[\\w+/=-]{60,200}`, {}),
  beside('fauna-key', 'Fauna', 'secret', ['fauna'], `fn[A-Z]${URLSAFE}{37,57}`, {}),
  starting('convex-key', 'Convex', 'deploy key', ['prod:', 'dev:'], `(?:prod|dev):[a-z]{2,20}-[a-z]{2,20}-\\d{1,4}\\|${BASE64}{40,200}={0,2}`, {}),
  beside('meraki-key', 'Cisco Meraki', 'API key', ['meraki'], `${LOWER_HEX}{40}`, {}),
  beside('maxmind-key', 'MaxMind', 'licence key', ['maxmind', 'geoip'], `${URLSAFE}{40}`, {}),
  beside('virustotal-key', 'VirusTotal', 'API key', ['virustotal', 'virus_total', 'vt_api'], `${LOWER_HEX}{64}`, {}),
  beside('shodan-key', 'Shodan', 'API key', ['shodan'], `${ALNUM}{32}`, {}),
  beside('urlscan-key', 'urlscan', 'API key', ['urlscan', 'censys'], UUID, { entropy: 2.5 }),
  beside('abuseipdb-key', 'AbuseIPDB', 'API key', ['abuseipdb'], `${LOWER_HEX}{80}`, {}),
  starting('honeybadger-key', 'Honeybadger', 'token', ['hbp_', 'hbu_'], `hb[pu]_${ALNUM}{36}`, {}),
  starting('rootly-token', 'Rootly', 'API token', ['rootly_'], `rootly_${LOWER_HEX}{64}`, {}),
  starting('apify-token', 'Apify', 'API token', ['apify_api_'], `apify_api_${ALNUM}{36}`, {}),
  starting('adafruit-io-key', 'Adafruit IO', 'key', ['aio_'], `aio_${ALNUM}{28}`, {}),
  beside('adafruit-key', 'Adafruit IO', 'API key', ['adafruit', 'aio_key'], `${URLSAFE}{32}(?![-=])`, {}),
  // Formats: what the providers' own pages and sources show.
  // https://www.dash0.com/documentation/dash0/key-concepts/auth-tokens
  beside('dash0-auth-token', 'Dash0', 'auth token', ['dash0'], `auth_${ALNUM}{20,60}`, { grade: 'real' }),
  // https://semgrep.dev/docs/deployment/add-semgrep-to-other-ci-providers
  beside('semgrep-app-token', 'Semgrep', 'token', ['semgrep_app', 'semgrep-app', 'semgrepapp', 'semgrep_api'], `${LOWER_HEX}{64}`, {}),
  // https://docs.stackhawk.com/apidocs.html
  prefixed('stackhawk-api-key', 'StackHawk', 'API key', 'hawk.', `${ALNUM}{20}\\.${ALNUM}{20}`, {}),
  // https://www.koyeb.com/docs/build-and-deploy/cli/installation
  beside('koyeb-api-token', 'Koyeb', 'API token', ['koyeb'], `${LOWER_ALNUM}{64}`, {}),
  // https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html
  prefixed('teamcity-access-token', 'TeamCity', 'access token', `${TEAMCITY_HEADER}.`, `${URLSAFE}{20,60}\\.${URLSAFE}{16,64}`, {}),
  // https://docs.dagger.io/configuration/cloud/
  prefixed('dagger-cloud-token', 'Dagger Cloud', 'token', 'dag_', `[a-z0-9-]{2,40}_${URLSAFE}{43}`, { entropy: 3.8 }),
  // https://www.gitpod.io/docs/classic/user/integrations/gitpod-public-api
  prefixed('gitpod-access-token', 'Gitpod', 'personal access token', 'gitpod_pat_', `[0-9A-Za-z._-]{30,200}`, { entropy: 3.5 }),
  // https://upstash.com/docs/redis/features/restapi
  beside('upstash-rest-token', 'Upstash', 'REST token', ['upstash'], `A[0-9A-Za-z]{39,160}={0,2}(?!=)`, { named: 'secret', entropy: 4 }),
  // https://upstash.com/docs/qstash/howto/signature
  prefixed('qstash-signing-key', 'Upstash QStash', 'signing key', 'sig_', `${ALNUM}{28}`, { entropy: 3.8, check: mixedBehind(4) }),
  // https://upstash.com/docs/qstash/overall/getstarted: base64 of an object of user and password
  prefixed('qstash-token', 'Upstash QStash', 'token', 'eyJVc2VySUQiOi', `${BASE64}{90,160}={0,2}`, {}),
  // https://docs.geldata.com/cloud/http_gql: a JWT behind the prefix
  starting(
    'gel-secret-key',
    'Gel',
    'secret key',
    ['nbwt1_', 'nbwt_', 'edbt1_', 'edbt_'],
    `(?:nbw|edb)t1?_eyJ${URLSAFE}{10,200}\\.${URLSAFE}{10,1200}\\.${URLSAFE}{40,200}`,
    {},
  ),
  // https://neon.com/docs/connect/connect-from-any-app
  prefixed('neon-database-password', 'Neon', 'database password', 'npg_', `${ALNUM}{12}`, { entropy: 2.8, check: mixedBehind(4, false) }),
  // https://github.com/metabase/metabase (api_key.clj): base64 of 32 bytes
  prefixed('metabase-api-key', 'Metabase', 'API key', 'mb_', `${BASE64}{43}=`, { entropy: 4 }),
  // https://docs.lightdash.com/references/personal-tokens
  prefixed('lightdash-token', 'Lightdash', 'personal access token', 'ldpat_', `${LOWER_HEX}{32,64}`, {}),
  // https://learn.hex.tech/docs/api-integrations/api/overview
  starting('hex-api-token', 'Hex', 'API token', ['hxtp_', 'hxtw_'], `hxt[pw]_${LOWER_HEX}{64,140}`, {}),
  // https://docs.omni.co/api/authentication
  prefixed('omni-api-key', 'Omni', 'organization API key', 'omni_osk_', `${ALNUM}{30,80}`, {}),
  // https://www.apollographql.com/docs/graphos/platform/access-management/api-keys
  beside(
    'apollo-graph-key',
    'Apollo GraphOS',
    'API key',
    ['apollo_key', 'apollo-key', 'apollokey', 'apollo'],
    `(?:service|user):[\\w.-]{2,60}:${URLSAFE}{22}`,
    {
      grade: 'real',
    },
  ),
  // https://ranchermanager.docs.rancher.com/reference-guides/user-settings/api-keys
  starting(
    'rancher-token',
    'Rancher',
    'API token',
    ['token-', 'kubeconfig-'],
    `(?:token-[a-z0-9]{5}|kubeconfig-(?:u-|user-)?[a-z0-9]{5,12}(?:\\.c-[a-z0-9]{5,12})?):${LOWER_ALNUM}{54}`,
    {},
  ),
  // https://pve.proxmox.com/wiki/User_Management: USER@REALM!TOKENID=UUID
  around('proxmox-api-token', 'Proxmox VE', 'API token', ['@pam!', '@pve!'], `@(?:pam|pve)![\\w.-]{1,60}=(?<v>${UUID})`, 2, 110, { entropy: 2.5 }),
  // https://docs.portainer.io/api/access
  prefixed('portainer-access-token', 'Portainer', 'access token', 'ptr_', `${BASE64}{43}=`, { entropy: 4 }),
  // https://github.com/netbirdio/netbird (personal_access_token.go): 30 characters, and their CRC-32 in base 62
  prefixed('netbird-access-token', 'NetBird', 'personal access token', 'nbp_', `${ALNUM}{36}`, { check: crcOfRandomPart }),
  // https://docs.localstack.cloud/aws/getting-started/auth-token/
  prefixed('localstack-auth-token', 'LocalStack', 'auth token', 'ls-', `${ALNUM}{8}-${ALNUM}{4}-${ALNUM}{4}-${ALNUM}{4}-${ALNUM}{12}`, { entropy: 3.3 }),
  // https://developer.konghq.com/konnect-api/#authentication
  starting('kong-konnect-token', 'Kong Konnect', 'access token', ['kpat_', 'spat_'], `[ks]pat_${ALNUM}{30,60}`, { entropy: 3.5 }),
  // https://headscale.net/stable/ref/registration/
  starting('headscale-key', 'Headscale', 'key', ['hskey-'], `hskey-(?:auth|api|reg)-${URLSAFE}{12}-${URLSAFE}{20,80}`, { entropy: 3.5 }),
  // https://docs.k3s.io/cli/token: the hash of the cluster's certificate, a user and the password
  prefixed('k3s-token', 'K3s', 'cluster token', 'K10', `${LOWER_HEX}{64}::(?:server|node|[a-z0-9]{6})[:.][0-9A-Za-z.]{16,80}`, {}),
  // https://docs.ceph.com/en/latest/dev/cephx_protocol/: kind (1), when it was made, length (16), and sixteen bytes
  starting('ceph-key', 'Ceph', 'key', ['AQA', 'AQB', 'AQC', 'AQD'], `AQ[A-D]${BASE64}{10}[BRhx]AA${BASE64}{21}[AQgw]==`, { constant: 0 }),
  // https://docs.railway.com/guides/cli#tokens
  beside('railway-token', 'Railway', 'token', ['railway'], UUID, { named: 'secret', entropy: 2.5 }),
];
