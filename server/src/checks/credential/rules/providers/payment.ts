import { ALNUM, around, BASE64, beside, HEX, LOWER_ALNUM, LOWER_HEX, prefixed, starting, type TokenRule, UPPER_ALNUM, URLSAFE, UUID } from '../row';

const STRIPE = 'Roll it in the Stripe dashboard under Developers, API keys.';

/** Payment, banking, commerce, exchanges, shipping. */
export const PAYMENT: readonly TokenRule[] = [
  starting('stripe-secret-key', 'Stripe', 'secret key', ['sk_live_', 'sk_test_', 'sk_prod_'], `sk_(?:live|test|prod)_${ALNUM}{10,247}`, {
    entropy: 2.8,
    rotate: STRIPE,
  }),
  starting('stripe-restricted-key', 'Stripe', 'restricted key', ['rk_live_', 'rk_test_', 'rk_prod_'], `rk_(?:live|test|prod)_${ALNUM}{10,247}`, {
    entropy: 2.8,
    rotate: STRIPE,
  }),
  prefixed('stripe-webhook-secret', 'Stripe', 'webhook signing secret', 'whsec_', `[0-9A-Za-z+/]{24,64}={0,2}`, { rotate: STRIPE }),
  starting('square-access-token', 'Square', 'access token', ['EAAA', 'sq0atp-', 'EAAAE'], `(?:EAAA${URLSAFE}{22,60}|sq0atp-${URLSAFE}{22,60})`, {
    entropy: 3.5,
  }),
  starting('square-secret', 'Square', 'application secret', ['sq0csp-', 'sq0i'], `sq0(?:csp|i[a-z]{2})-${URLSAFE}{22,43}`, {}),
  around(
    'paypal-braintree-token',
    'Braintree',
    'access token',
    ['access_token$'],
    `access_token\\$(?:production|sandbox)\\$${LOWER_ALNUM}{16}\\$${LOWER_HEX}{32}`,
    1,
    70,
    {},
  ),
  beside('braintree-key', 'Braintree', 'private key', ['braintree'], `${LOWER_HEX}{32}`, { named: true }),
  beside('paypal-secret', 'PayPal', 'client secret', ['paypal'], `E[A-Z]${URLSAFE}{78}`, { grade: 'real' }),
  beside('paypal-client-id', 'PayPal', 'client id', ['paypal'], `A[A-Za-z]${URLSAFE}{78}`, {}),
  starting('plaid-access-token', 'Plaid', 'access token', ['access-'], `access-(?:sandbox|development|production)-${UUID}`, { entropy: 2.5 }),
  beside('plaid-client-id', 'Plaid', 'client id', ['plaid'], `${LOWER_ALNUM}{24}`, {}),
  beside('plaid-secret', 'Plaid', 'secret key', ['plaid'], `${LOWER_ALNUM}{30}`, {}),
  prefixed('adyen-api-key', 'Adyen', 'API key', 'AQE', `[0-9A-Za-z]{20,60}-[0-9A-Za-z+/=]{40,60}-[0-9A-Za-z+/=<>{}()\\[\\]^&~.,;:!?|@#$%*_-]{10,40}`, {
    entropy: 3.8,
  }),
  starting('razorpay-key', 'Razorpay', 'key id', ['rzp_live_', 'rzp_test_'], `rzp_(?:live|test)_${ALNUM}{14}`, {}),
  beside('razorpay-secret', 'Razorpay', 'key secret', ['razorpay', 'rzp_'], `${ALNUM}{24}`, { named: true }),
  starting('flutterwave-secret-key', 'Flutterwave', 'secret key', ['FLWSECK'], `FLWSECK(?:_TEST|_PROD)?-${LOWER_ALNUM}{32}-X`, {}),
  starting('flutterwave-public-key', 'Flutterwave', 'public key', ['FLWPUBK'], `FLWPUBK(?:_TEST|_PROD)?-${LOWER_ALNUM}{32}-X`, { grade: 'likely' }),
  starting('flutterwave-encryption-key', 'Flutterwave', 'encryption key', ['FLWSECK'], `FLWSECK(?:_TEST|_PROD)?-?${LOWER_ALNUM}{12}`, {}),
  starting('paystack-secret-key', 'Paystack', 'secret key', ['sk_live_', 'sk_test_'], `sk_(?:live|test)_${LOWER_HEX}{40}`, {}),
  starting('checkout-secret-key', 'Checkout.com', 'secret key', ['sk_'], `sk_(?:sbox_)?${LOWER_ALNUM}{27,29}(?:[0-9a-z*#$=]{1,2})?`, { entropy: 3.6 }),
  starting('mollie-api-key', 'Mollie', 'API key', ['live_', 'test_'], `(?:live|test)_${ALNUM}{30}`, { entropy: 3.7 }),
  starting('gocardless-token', 'GoCardless', 'access token', ['live_', 'sandbox_'], `(?:live|sandbox)_[0-9A-Za-z=_-]{40}`, { entropy: 4 }),
  prefixed('paddle-live-api-key', 'Paddle', 'API key', 'pdl_', `(?:live|sdbx)_apikey_${LOWER_ALNUM}{26}_${ALNUM}{22}_${ALNUM}{3}`, {}),
  starting('asaas-api-key', 'Asaas', 'API key', ['$aact_'], `\\$aact_(?:prod|hmlg)_[0-9A-Za-z:=+/_-]{24,300}`, {}),
  starting('polar-access-token', 'Polar', 'access token', ['polar_'], `polar_[a-z]{2,4}_(?:[a-z]{1,4}_)?${URLSAFE}{32,64}`, {}),
  starting('freemius-secret-key', 'Freemius', 'secret key', ['sk_'], `sk_[0-9A-Za-z~!@#$%^&*(){}?;:,._+=-]{29}(?![0-9A-Za-z])`, {
    entropy: 3.9,
    grade: 'likely',
    check: (value) => (/[a-z]/.test(value) && !/_\w*_|\w\(|[-=]$/.test(value.slice(3)) && /[A-Z]/.test(value) && /\d/.test(value) ? 'unknown' : 'bad'),
  }),
  starting(
    'shopify-access-token',
    'Shopify',
    'access token',
    ['shpat_', 'shpca_', 'shppa_', 'shpua_', 'shpss_', 'shptka_', 'shprt_'],
    `shp(?:at|ca|pa|ua|ss|tka|rt)_${ALNUM}{32,38}`,
    { rotate: 'Uninstall the app or rotate its credentials in the Shopify partner dashboard.' },
  ),
  starting('coinbase-cloud-key', 'Coinbase', 'API key name', ['organizations/'], `organizations/${UUID}/apiKeys/${UUID}`, { entropy: 2.5, grade: 'likely' }),
  beside('coinbase-access-token', 'Coinbase', 'access token', ['coinbase'], `[0-9a-z=_-]{64}(?![=-])`, {}),
  beside('kraken-access-token', 'Kraken', 'access token', ['kraken'], `[0-9A-Za-z/=_+-]{80,90}`, {}),
  beside('kucoin-access-token', 'KuCoin', 'access token', ['kucoin'], `${LOWER_HEX}{24}`, {}),
  beside('kucoin-secret-key', 'KuCoin', 'secret key', ['kucoin'], UUID, { entropy: 2.5 }),
  beside('bittrex-key', 'Bittrex', 'key', ['bittrex'], `${LOWER_ALNUM}{32}`, {}),
  beside('binance-key', 'Binance', 'API key', ['binance'], `${ALNUM}{64}`, {}),
  beside('bybit-key', 'Bybit', 'API secret', ['bybit', 'bitfinex', 'okx', 'huobi', 'gate_io', 'bitmex'], `${ALNUM}{32,64}`, { named: true }),
  beside('alchemy-key', 'Alchemy', 'API key', ['alchemy'], `${URLSAFE}{32}(?![-=])`, { named: true }),
  beside('infura-key', 'Infura', 'project id', ['infura'], `${LOWER_HEX}{32}`, {}),
  beside('etherscan-key', 'Etherscan', 'API key', ['etherscan', 'bscscan', 'polygonscan'], `${UPPER_ALNUM}{34}`, {}),
  beside('finicity-token', 'Finicity', 'client secret or API token', ['finicity'], `(?:${LOWER_HEX}{32}|${LOWER_ALNUM}{20})`, {}),
  beside('finnhub-token', 'Finnhub', 'access token', ['finnhub'], `${LOWER_ALNUM}{20}`, {}),
  beside('alphavantage-key', 'Alpha Vantage', 'API key', ['alphavantage', 'alpha_vantage'], `${UPPER_ALNUM}{16}`, {}),
  beside('freshbooks-token', 'FreshBooks', 'access token', ['freshbooks'], `${LOWER_ALNUM}{64}`, {}),
  starting('lob-api-key', 'Lob', 'API key', ['live_', 'test_'], `(?:live|test)_${LOWER_HEX}{35}`, {}),
  starting('lob-publishable-key', 'Lob', 'publishable key', ['live_pub_', 'test_pub_'], `(?:live|test)_pub_${LOWER_HEX}{31}`, { grade: 'likely' }),
  starting('easypost-api-key', 'EasyPost', 'API key', ['EZAK', 'EZTK'], `EZ[AT]K${ALNUM}{54}`, {}),
  starting('shippo-api-token', 'Shippo', 'API token', ['shippo_'], `shippo_(?:live|test)_${HEX}{40}`, {}),
  starting('duffel-api-token', 'Duffel', 'API token', ['duffel_'], `duffel_(?:test|live)_[0-9A-Za-z=_-]{43}`, {}),
  beside('etsy-token', 'Etsy', 'API key', ['etsy'], `${LOWER_ALNUM}{24}`, {}),
  starting('ebay-client-secret', 'eBay', 'client secret', ['PRD-', 'SBX-'], `(?:PRD|SBX)-${LOWER_HEX}{12}(?:-${LOWER_HEX}{4}){4}`, {}),
  around(
    'ebay-client-id',
    'eBay',
    'client id',
    ['-prd-', '-sbx-'],
    `[0-9A-Za-z]{2,20}-[0-9A-Za-z]{2,20}-(?:PRD|SBX)-${LOWER_HEX}{8,9}-${LOWER_HEX}{8}`,
    44,
    22,
    {
      grade: 'likely',
    },
  ),
  beside('squarespace-token', 'Squarespace', 'access token', ['squarespace'], UUID, { entropy: 2.5 }),
  starting('ramp-client-secret', 'Ramp', 'client secret', ['ramp_sec_', 'ramp_id_'], `ramp_(?:sec|id)_${ALNUM}{40,48}`, {}),
  starting('gumroad-token', 'Gumroad', 'access token', ['gumroad'], `gumroad_${URLSAFE}{30,60}`, {}),
  starting('midtrans-server-key', 'Midtrans', 'server key', ['Mid-server-', 'Mid-client-'], `Mid-(?:server|client)-${URLSAFE}{14,40}`, {}),
  beside('gumroad-access-token', 'Gumroad', 'access token', ['gumroad'], `(?:${LOWER_HEX}{64}|${URLSAFE}{43})(?![-=])`, {}),
  beside('woocommerce-key', 'WooCommerce', 'consumer secret', ['woocommerce', 'consumer_secret', 'consumer_key', 'wc_'], `c[ks]_${LOWER_HEX}{40}`, {
    grade: 'real',
  }),
  // Formats: what the providers' own pages show.
  // https://www.aftership.com/docs/tracking/quickstart/authentication
  prefixed('aftership-api-key', 'AfterShip', 'API key', 'asat_', `${LOWER_HEX}{32}`, {}),
  // https://www.shipengine.com/docs/auth/
  beside('shipengine-api-key', 'ShipEngine', 'API key', ['shipengine'], `(?:TEST_)?${BASE64}{43}(?![+/=])`, {}),
  // https://documenter.getpostman.com/view/7907941/S1a32n38 (NOWPayments API)
  beside('nowpayments-api-key', 'NOWPayments', 'API key', ['nowpayments', 'now_payments'], `${UPPER_ALNUM}{7}(?:-${UPPER_ALNUM}{7}){3}`, {}),
  // https://goldrush.dev/docs/quickstart
  prefixed('covalent-api-key', 'Covalent GoldRush', 'API key', 'cqt_', `${ALNUM}{26,30}`, { entropy: 3.5 }),
  // https://docs.creem.io/api-reference/introduction
  prefixed('creem-api-key', 'Creem', 'API key', 'creem_', `(?:test_)?${ALNUM}{20,24}`, { entropy: 3.5 }),
];
