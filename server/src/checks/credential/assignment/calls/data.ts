import { call, type CredentialCall } from './row';

/** Databases, queues, caches and directories. */
export const DATA_CALLS: readonly CredentialCall[] = [
  ...call('password', [2], 'getconnection', { atLeast: 3 }), // java.sql.DriverManager
  ...call('password', [1], 'getconnection', { atLeast: 2, atMost: 2 }), // javax.sql.DataSource
  ...call(
    'password',
    [2],
    'mysqli mysqli_connect mysql_connect pdo mysql_pconnect odbc_connect odbc_pconnect db2_connect ibase_connect fbird_connect sybase_connect',
    {
      atLeast: 3,
    },
  ),
  ...call('password', [2], 'real_connect', { atLeast: 3 }),
  ...call('password', [1], 'oci_connect oci_pconnect oci_new_connect ociplogon ocilogon', { atLeast: 2 }),
  ...call('password', [1], 'createconnection createqueueconnection createtopicconnection createcontext', {
    atLeast: 2,
    atMost: 3,
    of: /factory|^q?cf$/i,
    via: 'factory.create cf.create',
  }), // javax.jms
  ...call('password', [1], 'createqueueconnection createtopicconnection createxaconnection', { atLeast: 2, atMost: 2 }),
  ...call('password', [3], 'connect', { atLeast: 4, of: /^dbinterface$/i, via: 'dbinterface.connect(' }), // Julia
  ...call('password', [1], 'open', {
    atLeast: 2,
    atMost: 2,
    of: /conn(?:ection)?\d?$/i,
    files: /\.(?:pas|dpr|pp)$/,
    via: 'connection1.open( connection.open( conn.open(',
  }),
  ...call('password', [1], 'activemqconnectionfactory', { atLeast: 2 }),
  ...call('password', [2], 'connect', {
    atLeast: 3,
    atMost: 6,
    of: /cluster|mysql|mssql|db$|database|ftp|ldap|imap|pop3?|smtp|session|client|influx|transport|store|mail|mqtt|redis|sftp|^DBI$|^env$|^(?:d|drv|driver)$/i,
    via: 'r.connect( b.connect( db:connect( con:connect( conn:connect( p.connect( l.connect( t.connect( e.connect( x.connect( n.connect( s.connect( dbi->connect env:connect( driver->connect( d->connect( drv->connect(',
  }),
  ...call('password', [1], 'connect', { atLeast: 2, atMost: 4, of: /^cx_oracle$|^oracledb$|^pyodbc$/i, via: 'cx_oracle.connect oracledb.connect' }),
  ...call('password', [3], 'connect', { atLeast: 4, atMost: 5, of: /ssh|paramiko|^client$/i, via: 'ssh.connect( client.connect(' }),
  ...call('password', [2], 'connect', {
    of: /^$/,
    atLeast: 3,
    atMost: 4,
    first: /^["'](?:jdbc|mysql|postgres\w*|ldaps?|https?|tcp|ftp):/,
    via: 'connect("jdbc connect("http connect("tcp',
  }),
  ...call('password', [3], 'dbconnect', { atLeast: 4, first: /drv|JDBC/, files: /\.r(?:md)?$/i, via: 'dbconnect(drv dbconnect(jdbc' }), // RJDBC
  ...call('password', [2], 'key_set_with_value', { atLeast: 3 }),
  ...call('secret', [1, 3], 'setup_twitter_oauth', { atLeast: 2 }),
  ...call('password', [1], 'authenticateas', { atLeast: 2, atMost: 2 }), // MQTT of Dart
  ...call('password', [2], 'connect', { of: /^influxdbfactory$/i, atLeast: 3, via: 'influxdbfactory.connect(' }),
  ...call('key', [1], 'cosmosclient', { atLeast: 2, first: /^["']https?:|uri|endpoint/i, via: 'cosmosclient(' }),
  ...call('key', [1], 'createclient', { atLeast: 2, atMost: 3, of: /^$|supabase/i, first: /supabase|^["'`]https?:/i, via: 'createclient(' }), // Supabase
  ...call('password', [2], 'sequelize forurl', { atLeast: 3 }),
  ...call('password', [2], 'create', { atLeast: 3, of: /^jdbi$/i, via: 'jdbi.create(' }),
  ...call('password', [1], 'auth', { atLeast: 2, atMost: 2, of: /(?:^|\.)(?:db|admin)$|getSiblingDB\(\)$/, first: /^["']/, via: 'db.auth(' }), // MongoDB
  ...call('password', [1], 'changeuserpassword', { atLeast: 2, of: /(?:^|\.)db$/ }),
  ...call('password', [2], 'singleton add', { atLeast: 3, of: /^connectionpool$/i, via: 'connectionpool' }), // ScalikeJDBC
  ...call('password', [2], 'newinstance withinstance', { atLeast: 3, of: /^(?:groovy\.sql\.)?sql$/i, via: 'sql.newinstance sql.withinstance' }), // groovy.sql
  ...call('password', [3], 'mysql_real_connect', { atLeast: 6 }),
  ...call('password', [6], 'pqsetdblogin', { atLeast: 7 }),
  ...call('password', [5], 'sqlconnect', { atLeast: 7 }),
  ...call('password', [3], 'strictredis', { atLeast: 4 }),
  ...call('password', [3], 'redis', { atLeast: 4, of: /^redis$/, via: 'redis.redis(' }),
  ...call('password', [2], 'database', { atLeast: 3, of: /^$/, first: /^["']/, files: /\.m$/, via: 'database(' }), // MATLAB
  ...call('password', [2], 'open', { atLeast: 4, of: /^$/, first: /^["']/, files: /\.nim$/, via: 'open(' }),
  ...call('password', [2], 'open', { atLeast: 3, of: /conn|^cn$|^db$/i, files: /\.(?:bas|vbs?|frm|cls|asp)$/, via: 'conn.open cn.open connection.open' }),
  ...call('password', [0], 'getbytes', { of: /SQLiteDatabase$/, via: 'sqlitedatabase.getbytes' }), // SQLCipher
  ...call('password', [0], 'of', { of: /redispassword$/i, atMost: 1, via: 'redispassword.of(' }),
  ...call('password', [4], 'jedispool', { atLeast: 5 }),
  ...call('password', [-1], 'auth', {
    atMost: 2,
    of: /redis|jedis|^r(?:db|ed)?$|^client$/i,
    via: 'redis.auth( jedis.auth( client.auth( redis->auth( red:auth( redis:auth(',
  }),
  ...call('password', [2], 'createcredential createscramsha1credential createscramsha256credential createmongocrcredential', { atLeast: 3 }),
  ...call('password', [2], 'createplaincredential', { atLeast: 3 }),
  ...call('password', [1], 'usernameandpassword ldapcompatible clusteroptions plaincredentials plaintextauthprovider withcredentials setsaslauthdata', {
    atLeast: 2,
  }),
  ...call('password', [1], 'basic', {
    of: /(?:auth|authtokens|credentials|feature|preemptive)(?:\(\))?$/i,
    atLeast: 2,
    atMost: 3,
    via: 'tokens.basic( credentials.basic( auth.basic( auth().basic( feature.basic( preemptive().basic(',
  }),
  ...call('password', [1], 'builder create', { of: /passwordauthenticator$/i, atLeast: 2, via: 'passwordauthenticator' }),
  ...call('password', [0, 1], 'passwordauthenticator', { atLeast: 2 }),
  ...call('key', [1], 'sqlite3_key sqlite3_rekey sqlcipher_export', { atLeast: 2 }),
  ...call('key', [2], 'sqlite3_key_v2 sqlite3_rekey_v2', { atLeast: 3 }),
  ...call('key', [0], 'key rekey keyandmigrate', {
    of: /(?:^|\.)(?:db|database|conn|connection|sqlite|cipher)\w*$/i,
    atMost: 2,
    via: 'db.key( rekey( keyandmigrate',
  }),
  ...call('password', [1], 'openorcreatedatabase', { atLeast: 3 }), // SQLCipher for Android
  ...call('password', [3], 'fromdrivermanager', { atLeast: 4 }), // doobie
  ...call('password', [2], 'mosquitto_username_pw_set', { atLeast: 3 }),
  ...call('password', [3], 'client', { atLeast: 4, of: /^mqtt$/i, via: 'mqtt.client(' }), // NodeMCU
  ...call('password', [1], 'username_pw_set', { atLeast: 2 }), // Paho
  // directories
  ...call('password', [2], 'ldap_bind ldap_simple_bind_s ldap_simple_bind ldap_bind_s', { atLeast: 3 }),
  ...call('password', [1], 'simple_bind simple_bind_s bind_s simplebindrequest newsimplebindrequest bindasync', { atLeast: 2 }),
  ...call('password', [1], 'bind', {
    atLeast: 2,
    atMost: 3,
    of: /(?:ldap|conn?|connection|client|ctx|server|(?:^|\W)l[cd]?)$/i,
    first: /^(?!["'`](?:[\d*]|localhost|tcp|unix))/i,
    via: 'con.bind( conn.bind( connection.bind( client.bind( ldap.bind( ctx.bind( server.bind( l.bind( lc.bind( ld.bind( ldap->bind(',
  }),
  ...call('password', [2], 'bind', { atLeast: 3, atMost: 5, first: /LDAP_?V3|^[23]$/i, via: 'bind(ldap bind(3' }),
  ...call('password', [3], 'ldapconnection', { atLeast: 4, atMost: 6 }), // UnboundID
  ...call('password', [0], 'ber_str2bv', { atLeast: 4 }),
  ...call('password', [2], 'connection', { atLeast: 3, of: /^ldap3?$|^$/, first: /server|ldap/i, via: 'ldap3.connection( connection(server connection(ldap' }),
  ...call('password', [2], 'directoryentry', { atLeast: 3 }), // System.DirectoryServices
  ...call('password', [-1], 'principalcontext', { atLeast: 4 }),
  ...call('password', [1], 'validatecredentials validateuser', { atLeast: 2 }),
  // queries that take a key or a password
  ...call('password', [0], 'encryptbypassphrase decryptbypassphrase'),
  ...call('key', [2], 's3', { atLeast: 3, of: /^$/, first: /https?:/, files: /\.sql$/, via: "s3('http" }), // ClickHouse
  ...call('password', [4], 'mysql postgresql', { atLeast: 5, of: /^$/, first: /:\d/, files: /\.sql$/, via: 'mysql( postgresql(' }),
  ...call('secret', [1], 'aes_encrypt aes_decrypt pgp_sym_encrypt pgp_sym_decrypt des_encrypt', { atLeast: 2 }),
];
