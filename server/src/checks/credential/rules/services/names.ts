/**
 * Services whose keys have no shape of their own: letters and digits, hexadecimal, a UUID. A hyphen stands where a name is also written with `_` or
 * nothing. Names that are words of a language or of programs are left out: beside them a random value may be anything.
 */
export const SERVICE_NAMES: readonly string[] = // clouds, hosting, content delivery, storage
  (
    'alibaba-cloud aliyun azure-devops backblaze baidubce bunny-cdn bunnynet cachefly cdn77 cloudconvert cloudflare cloudimage cloudinary ' +
    'cloudsmith cloudways contabo digitalocean dreamhost equinix-metal fastly filebase filestack flyio godaddy gumlet heroku hetzner hostinger ' +
    'huaweicloud ibmcloud imagekit imgbb imgix imgur ionos jdcloud keycdn kinsta kraken-io leaseweb linode liquidweb livepeer muxvideo namecheap ' +
    'namecom netlify nftstorage ovhcloud packetcloud phoenixnap pythonanywhere qiniu qovery rackspace remove-bg scaleway scalingo ' +
    'shortpixel sirv softlayer stackpath statically storj synology tencentcloud tinify tinypng transloadit upcloud uploadcare upyun vercel vultr ' +
    'wasabisys web3storage wpengine ' +
    // source hosting, builds, tests
    'appcenter appcircle applitools appveyor artifactory bitbucket bitrise blazemeter browserling browserstack buddybuild buildkite circleci ' +
    'cirrusci codacy codeclimate codecov codefresh codemagic codeship coveralls crossbrowsertesting crowdin deepsource deepsourceio dockerhub ' +
    'fossa ghostinspector gitbook gitea gitee gitguardian github gitlab gitter greenkeeper greptile hookdeck infracost jfrog kobiton lambdatest ' +
    'loadimpact localstack localtunnel lokalise ngrok nxcloud packagecloud packagist phrase-app poeditor postman pulumi rainforestqa ' +
    'rubygems runscope sauce-labs scalyr scrutinizer semaphoreci smartling snyk sonarcloud sonarqube sourcegraph spacelift svix ' +
    'swaggerhub teamcity testim testingbot testrail transifex travisci ' +
    // observation
    'airbrake appdynamics appoptics appsignal axiom-co baselime better-uptime betterstack bugsnag checkly coralogix crashlytics ' +
    'cronitor datadog deadmanssnitch dynatrace epsagon errorception freshping grafana healthchecksio honeybadger honeycombio humio instana ' +
    'keen-io librato lightstep logdna logentries loggly loggr logrocket logtail logz-io mezmo nagios new-relic opbeat ' +
    'opsgenie pagerduty papertrail papertrailapp pingdom raygun rollbar scoutapm sematext sentryio signalfx signoz squadcast stackhawk stathat ' +
    'statuscake statuspage sumo-logic thousandeyes timber-io updown-io uptime-robot uptrace victorops wachete wavefront ' +
    'zenduty ' +
    // messages, mail, telephony
    'activecampaign africastalking aweber benchmarkemail bulksms burstsms campaignmonitor clickatell clicksend clicksendsms cloudmailin ' +
    'cloudmersive constantcontact convertkit customerio d7networks debounce-io elastic-email emailable emailjs emailoctopus esputnik ' +
    'fcm-server firebase flowroute freshchat getresponse gupshup infobip jpush kaleyra kickbox klaviyo leanplum line-messaging listrak ' +
    'mailboxlayer mailboxvalidator mailchimp mailerlite mailersend mailgun mailjet mailmodo mailosaur mailosaurus mailslurp mailtrap mandrill ' +
    'messagebird messente millionverifier moosend msg91 neverbounce newsletter2go nexmo notifuse numverify omnisend onesignal onesignalapp ' +
    'pepipost phaxio plivo postageapp postmark postmarkapp pubnub pushbullet pusher pushover pushwoosh pushy-me quickemailverification ' +
    'ringcentral rocketchat sailthru sendbird sendbirdapp sendgrid sendinblue sendlane sendpulse sinch smsapi smsglobal socketlabs sparkpost ' +
    'telesign telnyx textlocal textmagic tokbox twilio umeng unisender urbanairship verimail veriphone vonage wablas whapi xmatters zenvia ' +
    'zerobounce zulip ' +
    // customers, help, documents, work
    'agilecrm aha-io airtable apollo-io asana attio autoklose autopilothq bamboohr basecamp calendly calendlyapi canny-io capsulecrm chatwoot ' +
    'clickup cliniko close-crm coda-io crisp-chat crowdstrike dealfront docparser docraptor docusign dropboxsign evernote eversign exactonline ' +
    'fibery formbucket formcraft formstack freshbooks freshdesk freshsales freshservice freshworks fullcontact gainsight gorgias gotomeeting ' +
    'greenhouse-io gumroad happyfox harvestapp hellobonsai hellosign help-scout hibob hubspot insightly intercom invoiceninja jotform ' +
    'jumpcloud kanbanize kissflow kustomer lessannoyingcrm lever-co linkedin liveagent livechatinc lucidchart mattermost mavenlink meistertask ' +
    'microsoft-teams monday-com nutshell-crm onedesk onelogin outreach-io pandadoc paperform paymoapp pipedrive pipelinedeals planio productboard ' +
    'proofhub prosperworks qualtrics quickbase quickbooks re-amaze readme-io redbooth retable sage-hr salesflare salesforce saleshandy ' +
    'salesloft salesmate sharpspring shortcut-io signaturit signrequest signwell smartsheet streak-crm survey-monkey surveycto ' +
    'surveysparrow tallyfy teamgate teamwork-com ticketmaster timecamp todoist toggl trello typeform userlike usersnap uservoice vtiger wrike ' +
    'wufoo youtrack zapier zendesk zendeskapi zenkit zenserp zoho zohocrm zoominfo zoomus ' +
    // payments, commerce, shipping
    'adyen afterpay aftership alegra alipay amazonpay authorize-net avalara avatax avaza bigcommerce billomat billplz blockonomics ' +
    'braintree btcpay cashfree chargebee chargify checkoutcom coinbase coingate coinpayments commercejs commercetools conekta dlocal dwolla ' +
    'easypost easyship ebay-api fastspring flutterwave fondy foxycart fraudlabspro freshbook gocardless goshippo instamojo iyzico iyzipay klarna ' +
    'kount lemonsqueezy lightspeedhq lithic magento mercadopago midtrans mollie moneris moonclerk myfatoorah nowpayments omise paddle-com pagarme ' +
    'pagseguro payfort payhere paylike paymaya paymob paymongo payoneer paypal paysera paystack paytabs paytm picreel plaid prestashop printful ' +
    'printify razorpay rechargeapps recurly saltedge sellfy sendcloud shipday shipengine shippo shipstation shopify shopware sipgate skrill ' +
    'snipcart spreedly squarespace squareup stripe swell-is tap-payments taxamo taxjar truelayer trustly twocheckout vatlayer veriff verifone ' +
    'voucherify walmartapi wepay woocommerce worldpay xendit yodlee zuora ' +
    // markets, chains
    'alchemyapi alpha-vantage apilayer binance bitfinex bitflyer bitgo bithumb bitmart bitmex bitpay bitstamp bittrex bitvavo ' +
    'blockchair blockcypher blockfrost blocknative bscscan bybit cexio coin-market-cap coinapi coincheck coingecko coinlayer coinlib coinlore ' +
    'coinstats covalenthq cryptocompare cryptopanic currencycloud currencyfreaks currencylayer currencyscoop eodhd etherscan ' +
    'ethplorer exchangerate-api exchangeratesapi fcsapi finage financialmodelingprep finnhub fixer-io ftmscan gateio gemini-api getblock ' +
    'hitbtc huobi iexcloud infura intrinio kraken-api kucoin marketstack moralis nomics oanda okex openexchangerates poloniex polygon-io ' +
    'polygonscan quandl quicknode simfin snowtrace tatum-io tiingo tradier twelvedata upbit worldcoinindex zerion ' +
    // models, speech, pictures, search
    'ai21 aleph-alpha algolia algoliasearch anthropic assembly-ai bannerbear brandfetch cerebras clarifai cloudsight cohere-ai ' +
    'cohereapi deepai deepgram deepinfra deepl deeplapi deepseek dialogflow diffbot eden-ai elevenlabs exaai fal-ai firecrawl ' +
    'fireworks-ai gradientai groq-api heygen hugging-face imagga jina-ai langchain langfuse langsmith lemonfox leonardo-ai luma-ai ' +
    'meaningcloud meilisearch minimaxi mistral-ai monkeylearn nanonets nlpcloud novita-ai nvidia-api openai openrouter perplexity-ai ' +
    'pinecone-io pineconedb playht qdrant-cloud replicate-api resemble-ai rev-ai roboflow runpod runwayml scale-ai serpapi ' +
    'serper-dev serperapi serpstack sightengine speechmatics stability-ai supermemory synthesia tavily text2data together-ai ' +
    'twelvelabs typesense uclassify unstructured-io vectara voyage-ai wandb weaviate-cloud wit-ai writer-com zhipuai zilliz ' +
    // data, weather, maps, places, transport
    'abstractapi abuseipdb accuweather adzuna aeris-weather aerisapi aerodatabox airvisual aletheiaapi alienvault amap-key ambee ' +
    'api2cart api2pdf apideck apiflash apify apimatic apixu audd aviationstack avwx bestbuy besttime bigdatacloud bing-maps bitly blitapp ' +
    'borgbase brewerydb carboninterface caspio census-api census-gov clearbit climacell cloudelements comicvine companies-house ' +
    'companyhub countrylayer crunchbase currentsapi data-gov dataforseo deezer detectify detectlanguage discogs dnscheck dnsimple ' +
    'dnsmadeeasy domainr dropcontact duffel easyinsight edamam europeana eventbrite everypixel fanarttv feedly findl fivehundredpx flickr ' +
    'flightapi flightaware flightstats football-data foursquare freecurrencyapi freesound fullstory geoapify geocodify geocodio ' +
    'geoipify geonames giphy globalgiving gnews-io goodreads google-maps graphhopper greynoise guardianapi here-maps ' +
    'hunter-io hybrid-analysis imdb-api ip-api ip2location ipdata ipgeolocation ipify ipinfo ipinfodb ipqs ' +
    'ipqualityscore ipstack jsonbin just-eat languagelayer last-fm lob-api lob-com locationiq mailsac mapbox mapillary mapquest ' +
    'mapquestapi maptiler maxmind mediastack mesibo metoffice mixcloud moviedb musixmatch nasa-api newsapi newscatcher newsdata-io newyorktimes ' +
    'nutritionix ny-times oddsapi omdb omdbapi onwater opencage opencagedata openchargemap openrouteservice openuv openweather ' +
    'openweathermap otx-alienvault paralleldots parsehub partnerstack pdfcrowd pdflayer pdfshift petfinder pexels pixabay placekey podcastindex ' +
    'positionstack prerender-io programmablesearch protocolsio proxycrawl purgomalum rapidapi rawg reallysimplesystems rebrandly restpack ' +
    'rijksmuseum riot-api riotgames scrapeowl scraperapi scrapestack scrapfly scrapingant scrapingbee screenshotapi screenshotlayer ' +
    'screenshotmachine securitytrails shodan skyscanner smartystreets spoonacular sportmonks sportradar sportsdataio spotify stackexchange ' +
    'steam-api steam-web stormglass storyblok strava streetlayer themoviedb thesportsdb ticketmasterapi timezoneapi timezonedb tmdb ' +
    'tomorrowio tomtom trakt-tv transportapi travelpayouts tripadvisor tumblr tvdb tvmaze twitch unplugg unsplash urlscan userstack vimeo ' +
    'virustotal visualcrossing vpnapi walkscore weatherapi weatherbit weatherstack whoisxml whoisxmlapi wigle windy-api wolfram-alpha ' +
    'worldweather worldweatheronline yandex yelp ynab youneedabudget youtube zipapi zipbooks zipcodeapi ' +
    // analytics, experiments, identity, content, data stores
    'abtasty agora-io amplitude app-annie appcues appfollow appsflyer auth0 azuread baremetrics bluecore branch-io builder-io buildfire buttercms ' +
    'chartbeat chartmogul clearout clerk-dev cleverreach clevertap configcat contentful contentstack cosmicjs countly datocms dotdigital ' +
    'dotmailer drupalapi duo-security elastic-cloud fauna-db fingerprintjs flagsmith flatfile frontegg ' +
    'fusionauth gengo getsitecontrol getstream ghost-admin graphcms growthbook gtmetrix harperdb hasura heap-analytics hellorevenue ' +
    'hotjar hygraph influxcloud influxdb kameleoon keycloak keystonejs kissmetrics launchdarkly loginid loginradius magic-link mixpanel momentohq ' +
    'mongodb-atlas mparticle mux-data neon-tech onfido optimizely parsely pathfactory planetscale posthog prismic profitwell redislabs revenuecat ' +
    'rudderstack sanity-io segment-io singlestore smartlook split-io statsig stytch supabase supertokens swiftype takeshape tinybird ' +
    'uploadcareapi upstash userflow webflow wix-api woopra wordpress-com workos yotpo ' +
    // security
    'akismet alienvault-otx anomali binaryedge censys cisco-meraki cloudsploit criminalip databreach dehashed domaintools dshield emailrep ' +
    'emergingthreats fullhunt grecaptcha hackerone haveibeenpwned hcaptcha intelx joesandbox leakix leaklookup malshare malwarebazaar meraki ' +
    'metadefender misp-key netlas onyphe opswat passivetotal phishtank polyswarm pulsedive recaptcha riskiq safebrowsing silobreaker spycloud ' +
    'spyonweb threatbook threatconnect threatcrowd turnstile-secret urlvoid viewdns vulners whoxy xforce zoomeye zscaler ' +
    // things, homes, games, social
    'adafruit battlenet blynk bungie cloudmqtt dingtalk discord discordbot ecobee faceit feishu fitbit hubitat hypixel ifttt instagram instapaper ' +
    'linkpreview mastodon medium-api meross netatmo nexusmods pandascore particle-io pinterest playfab producthunt pushplus raindrop-io readwise ' +
    'reddit roblox serverchan slackbot smartthings snapchat soundcloud switchbot taboola tebex telegram thethingsnetwork thingspeak tiktok trakt ' +
    'twitchapi twitter ubidots vkapi vkontakte wechat weibo withings wxpusher'
  ).split(' ');
