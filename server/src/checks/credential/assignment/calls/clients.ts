import { call, type CredentialCall } from './row';

/** HTTP, mail, shells, files, messages and the clouds. */
export const CLIENT_CALLS: readonly CredentialCall[] = [
  // HTTP
  ...call(
    'password',
    [1],
    'httpbasic httpbasicauth basicauthentication setbasicauth basicauth httpdigestauth httpproxyauth basicauthenticationinterceptor basicauthorization basicauthenticationheadervalue withbasicauth httpntlmauth httpbasicauthenticator authorization_basic',
    { atLeast: 2 },
  ),
  ...call('password', [1], 'basic_auth set_basic_auth digest_auth authenticate_with_http_basic setauth httpbasicauthfilter httpbasicauthentication', {
    atLeast: 2,
  }),
  ...call('password', [2], 'req_auth_basic', { atLeast: 3 }), // httr2
  ...call('password', [1], 'smbconnection', { atLeast: 3 }),
  ...call('password', [2], 'jenkins', { atLeast: 3, first: /^["']https?:|url|server|host/i, via: 'jenkins(' }),
  ...call('password', [1], 'gmail', { atLeast: 2, files: /\.dart$/, via: 'gmail(' }),
  ...call('password', [1], 'withauth', { atLeast: 2, atMost: 3 }),
  ...call('password', [1], 'auth', { atLeast: 2, atMost: 3, of: /get\(|post\(|put\(|request|agent|patch\(|delete\(/i, via: ').auth(' }),
  ...call('token', [1], 'authenticationheadervalue', { atLeast: 2 }),
  ...call('token', [0], 'bearer_auth setbearerauth withbearertoken oauth2bearertoken', { atMost: 1 }),
  ...call('token', [0], 'oauth2', { of: /auth\(\)$/i, atMost: 2, via: 'auth().oauth2(' }),
  ...call('password', [3], 'add_password', { atLeast: 4 }), // urllib.request
  ...call('password', [3], 'credentials', { atLeast: 4, atMost: 4, files: /\.(?:pl|pm|t)$/, via: 'credentials(' }), // LWP
  ...call('password', [1], 'begin', { of: /^sardinefactory$/i, atLeast: 2, via: 'sardinefactory' }),
  ...call('password', [1], 'userpassword', { of: /^url$/, atLeast: 2 }),
  // `user:password` put into base64 for a header
  ...call('password', [0], 'btoa b64encode base64_encode encodetostring encodebase64string strict_encode64 encode64 tobase64string urlsafe_b64encode', {
    pair: true,
  }),
  ...call('password', [0], 'from', { pair: true, of: /^buffer$/i, atMost: 2, via: 'buffer.from(' }),
  ...call('password', [0], 'encode encodetostring', {
    pair: true,
    of: /base64|encoding$/i,
    via: 'base64.encode( base64::encode( encoding.encodetostring( engine.encode(',
  }),
  // mail
  ...call('password', [2], 'send', { of: /^transport$/i, atLeast: 3, atMost: 3, via: 'transport.send(' }), // Jakarta Mail
  ...call('password', [2], 'plainauth', { atLeast: 4, of: /^smtp$/ }),
  ...call('password', [1], 'plainauth', { atLeast: 2, atMost: 3 }),
  ...call('secret', [1], 'crammd5auth', { atLeast: 2 }),
  ...call('password', [2], 'imap_open', { atLeast: 3 }),
  ...call('password', [2], 'auth', { atLeast: 3, of: /smtp|client$/i, via: 'smtp.auth( client.auth(' }),
  ...call('password', [4], 'open', { atLeast: 5, of: /xhr|xmlhttp|req|http/i, via: 'xhr.open( http.open( request.open( req.open(' }),
  ...call('password', [0], 'encode', { pair: true, of: /utf8$/i, via: 'utf8.encode(' }),
  ...call('password', [0], 'pass_', { atMost: 1, via: '.pass_(' }), // poplib
  // shells and files
  ...call('password', [2], 'ftp ftp_tls', { atLeast: 3, via: '.ftp( ftp_tls' }),
  ...call('password', [2], 'ftp', { atLeast: 3, of: /^$/, files: /\.py$/, via: 'ftp(' }),
  ...call('password', [2], 'new open', { atLeast: 3, of: /net::(?:ftp|sftp)$/i, via: 'net::ftp' }),
  ...call('password', [4], 'start', { atLeast: 5, of: /net::smtp$/i, via: 'net::smtp.start(' }),
  ...call('password', [3], 'newdialer newplaindialer', { atLeast: 4 }), // gomail
  ...call('password', [2], 'ftpclient', { atLeast: 3, atMost: 4, first: /^["']/, files: /\.(?:cs|vb|fs)$/, via: 'ftpclient(' }), // FluentFTP
  ...call('password', [2], 'ftphost', { atLeast: 3, files: /\.py$/, via: 'ftphost(' }), // ftputil
  ...call('password', [-1], 'sshclient sftpclient scpclient', { atLeast: 3, atMost: 4, via: 'sshclient( sftpclient( scpclient(' }), // SSH.NET
  ...call('password', [1], 'config', { of: /^wifi\.sta$/, atLeast: 2, via: 'wifi.sta.config(' }), // NodeMCU
  ...call('secret', [1], 'set_cookie', { of: /^erlang$/, atLeast: 2, via: 'erlang:set_cookie(' }),
  ...call('password', [2], 'begin', { of: /^blynk$/i, atLeast: 3, via: 'blynk.begin(' }),
  ...call('password', [1], 'begin', { of: /^wifi$/i, atLeast: 2, via: 'wifi.begin(' }), // Arduino
  ...call('password', [1], 'connect', {
    of: /(?:^|\.)(?:wlan|sta_if|radio|nic|wifi|station)$/i,
    atLeast: 2,
    atMost: 3,
    via: 'wlan.connect( sta_if.connect( radio.connect( wifi.connect(',
  }), // MicroPython
  ...call('password', [2], 'ftp_login ssh2_auth_password ssh_userauth_password libssh2_userauth_password', { atLeast: 3 }),
  ...call('password', [1], 'userauth_password authpassword', { atLeast: 2 }),
  ...call('password', [1, 2], 'usmuserdata', { atLeast: 2 }),
  ...call('password', [4], 'internetconnect internetconnecta internetconnectw', { atLeast: 6 }),
  ...call('password', [0], 'setpassword addpasswordidentity', { atMost: 2 }),
  ...call('password', [4], 'mapnetworkdrive', { atLeast: 5 }),
  // clouds
  ...call('secret', [1], 'bcecredentials defaultbcecredentials', { atLeast: 2 }),
  ...call('secret', [1], 'basicawscredentials awsbasiccredentials basicsessioncredentials sessionawscredentials', { atLeast: 2 }),
  ...call('secret', [1], 'create', { of: /(?:basic|session)credentials$/i, atLeast: 2, via: 'basiccredentials.create sessioncredentials.create' }),
  ...call('secret', [1], 'newstaticcredentials newstaticcredentialsprovider awscredentials sessioncredentials newstaticcredentialsfromcreds', { atLeast: 2 }),
  ...call(
    'secret',
    [1],
    'amazons3client amazonsqsclient amazonsnsclient amazondynamodbclient amazonec2client amazonsimpleemailserviceclient amazonlambdaclient amazoncloudwatchclient',
    {
      atLeast: 2,
    },
  ),
  ...call('secret', [1], 's3connection connect_s3 connect_ec2 connect_dynamodb connect_sqs connect_sns connect_ses', { atLeast: 2 }),
  ...call('secret', [2], 'minioclient', { atLeast: 3, first: /^["']/, via: 'minioclient(' }),
  ...call('secret', [1], 'newstaticv4 newstaticv2', { atLeast: 2 }),
  ...call('secret', [2], 'clientsecretcredential newclientsecretcredential applicationtokencredentials', { atLeast: 3 }),
  ...call('secret', [1], 'clientcredential', { atLeast: 2 }),
  ...call(
    'key',
    [1],
    'storagesharedkeycredential newsharedkeycredential sharedkeycredential storagecredentials azurenamedkeycredential createblobservice createtableservice createqueueservice createfileservice',
    { atLeast: 2 },
  ),
  ...call('key', [0], 'azurekeycredential newkeycredential apikeycredential apikeyserviceclientcredentials cognitiveservicescredentials'),
  ...call('token', [1], 'twiliorestclient', { atLeast: 2 }),
  ...call('token', [1], 'init', { of: /^twilio(?:client)?$/i, atLeast: 2, via: 'twilio.init( twilio::init( twilioclient.init(' }),
  ...call('token', [1], 'twilio', { atLeast: 2, via: 'twilio(' }),
  ...call('token', [1], 'client', { first: /^["']AC|account|sid/i, atLeast: 2, atMost: 3, via: 'client("ac client(\'ac client(account client(twilio' }),
  ...call('secret', [1], 'session', { of: /^boto3$/, atLeast: 2, via: 'boto3.session(' }),
  ...call('secret', [1], 'new', { of: /(?:^|::)(?:aws)?credentials$/i, atLeast: 4, via: 'credentials::new(' }), // aws-credential-types, rusoto
  ...call('token', [1], 'new', { of: /twilio::rest::client$/i, atLeast: 2, via: 'twilio::rest' }),
  ...call('secret', [1], 'oauthhandler oauth1handler', { atLeast: 2 }), // tweepy
  ...call('token', [0, 1], 'set_access_token', { atLeast: 2 }),
];
