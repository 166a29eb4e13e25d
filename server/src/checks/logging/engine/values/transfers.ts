/**
 * What the functions that everybody uses do with a value. Names are compared in lower case without underscores: `to_string`, `toString`, `ToString`
 * are one. A function that is not here, not in the file and not in the tables of sources gives nothing that is known.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** The result shows what the receiver or any argument shows. */
const PASSES = words(`
  stringify dumps dump inspect pformat prettify pretty tojson jsonencode serialize serializeobject writevalueasstring marshal marshalindent safestringify
  format sprintf sprint sprintln asprintf string str repr ascii tostring tos tolocalestring valueof text clone copy deepcopy cloned toowned intostring asstr asref
  asderef asmut intoinner unwrap expect unwrapor unwraporelse unwrapordefault orelse orelseget getorelse getordefault ok some just
  encode decode b64encode b64decode encodetostring decodestring btoa atob tobase64 encodebase64 decodebase64 base64encode base64decode strictencode64 encode64
  urlencode urldecode encodeuri encodeuricomponent decodeuricomponent quote quoteplus unquote escape unescape escapehtml htmlspecialchars hexlify hex tohex utf8 getbytes bytes
  bytearray tobytes tochararray fromutf8 fromutf8lossy concat join implode assign merge extend update object entries items values tolist toarray toset tomap asmap toh tohash trimmingcharacters lowercased uppercased capitalized addingpercentencoding removingpercentencoding replacingoccurrences appending joined describing reflecting tounsafeh asjson
  list tuple dict set frozenset sorted reversed array from of buffer trim trimstart trimend strip rstrip lstrip chomp lower upper tolowercase touppercase downcase upcase
  capitalize replace replaceall sub gsub substring substr slice mid padstart padend ljust rjust center trimindent append build prepend printr varexport
  jsonparse parse loads load parsequery parsestr safeload ensurestr tostr totext smartstr forcestr forcetext smarttext parseurl url uri httpbuildquery querystring
  listof mutablelistof setof mapof mutablemapof arrayof arraylistof hashmapof linkedmapof sequenceof plus pairof triple pair buildstring compact filter select where first last get getvalue getall getorthrow value debugdescription description error exception runtimeexception
  toupper tolower trimspace trimprefix trimsuffix trimleft trimright title queryescape pathescape queryunescape escapedatastring urlescape tobase64string frombase64string getstring formatted
  strtoupper strtolower ucfirst ucwords lcfirst strrev reverse chunksplit nl2br addslashes stripslashes rawurlencode rawurldecode urlencodeex bin2hex hex2bin strreplace substrreplace strtr
  split explode splitn partition rsplit splitlines lines words chars bytes asbytes intobytes utf8view utf8 data base64encodedstring base64encodeddata nsstring string8 getvalist
  ofnullable ofoptional some maybe wrapsome fromjust tooptional nullable removesurrounding removeprefix removesuffix trimmargin replacefirst subn translate zfill center expandtabs swapcase casefold
  fromutf8unchecked fromutf8 asmutstr intoboxedstr intobytes asslice touppercaseinvariant tolowerinvariant toupperinvariant padleft padright trimstartmatches trimendmatches toasciiuppercase toasciilowercase
  formatmap safesubstitute substitute template interpolate vsprintf vasprintf numberformat implodewith mapentries objectentries searchparams urlsearchparams formdata tourlencoded tostrings strval
  cstring ascstr tobstr toutf8string toutf8 toutf16 todata torawdata tobytearray bytestostring stringtobytes getrawtext dup freeze tap itself then presence squish htmlsafe unpack unpack1 pack ljust scan
  converttojson convertfromjson outstring tojsonstring tojsonobject jsonserialize serializetostring serialise tostream tomutablelist tomutablemap toenv toarraylist asiterable asenumerable toenumerable todictionary tolookup
  red green yellow blue magenta cyan white gray grey black bold dim italic underline inverse strikethrough bright colored colorize colorized coloured stylize
  redbright greenbright yellowbright bluebright magentabright cyanbright whitebright bgred bggreen bgyellow bgblue redstring greenstring yellowstring bluestring cyanstring whitestring
  getencoded head headoption lastoption
  vars asdict fromentries export exportkey topem toder modeldump modeldumpjson
  okorelse okor maperr withcontext wraperr orelsethrow orthrow requirenonnull requirenotnull checknotnull getorfail asderefmut valueorthrow
  mkstring option entryset entryseq all allobjects aslist command commandcontext urlsearchparams << signedstring
  decodetostring concattostring contenttostring tohexstring tohexformat joinstring printhexbinary encodehexstring encodehex tobase64url tostringlossy fromutf8lossy formathex hexencode
  collect substringafter substringafterlast stripprefix stripsuffix deleteprefix deletesuffix cutprefix cutsuffix cut
  jointostring stringbuilder stringbuffer stringio newbufferstring newbuffer
  status activityevent withattributes attributes
  illegalargumentexception illegalstateexception typeerror rangeerror valueerror runtimeerror anyhow bail errorf errors
`);

/** The result shows nothing of the receiver or the arguments: a number, a truth value, a name. */
const HIDES = words(`
  len length size count bool boolean isempty isblank isnull isnone issome isok iserr nonnull equals equal compareto startswith endswith contains includes indexof
  has haskey containskey hasownproperty typeof type gettype getclass isinstance classname hashcode id objectid int parseint number float isnullorempty
  isnullorwhitespace isset empty keys keyset strlen repeat strrepeat mblen ord sizeof issubset tokencount counttokens
`);

/** Puts its arguments into the receiver. */
const PUTS = words(`
  append add push pushback pushstr put set insert extend update unshift addall putall write writestring writeline concat setproperty setattribute setheader addheader
  header withheader setrequestproperty addrequestheader addparameter setparameter queryparam addqueryparameter appendline appendformat addfirst addlast putstring
  tryadd store assign merge << arraypush arrayunshift writeall writefmt addquery setbearerauth setbasicauth basicauth bearerauth concat appendquery withquery
`);

const spelled = (callee: string): string => callee.replace(/_/g, '').toLowerCase();

export const passesOn = (callee: string): boolean => PASSES.has(spelled(callee)) || /(?:Error|Exception)$/.test(callee);
export const hides = (callee: string): boolean => HIDES.has(spelled(callee));
export const putsInto = (callee: string): boolean => PUTS.has(spelled(callee));

/** A part of a text of at most this many characters shows nothing that can be used (CodeQL's bound for `substring`). */
export const SHORT_PART = 7;

const SLICES = words('slice substring substr take takelast drop first last left right mid mbsubstr chars truncate');
export const isSlice = (callee: string): boolean => SLICES.has(spelled(callee));

/** `x.get("password")` and its like read a member by name. */
const KEYED =
  /^(?:get|getString|getProperty|getHeader|GetHeader|getParameter|getAttribute|getItem|getEnv|getenv|GetEnvironmentVariable|get_env|env|ENV|fetch|pop|dig|param|params|header|headers|cookie|cookies|query|input|opt|optString|property|prop|value|lookup|getOption|getVariable|getInput|getConfig|config|setting|forKey|cookie|Cookie|getCookie|get_cookie|GetCookie|getItem|stringForKey|string|object|data|read|field|getValue|get_string|get_value|getOrDefault|getFirst|getOrElse|getStringExtra|var|FormValue|PostFormValue|Getenv|LookupEnv|Get|GetString|GetValue|TryGetValue|GetSection|watch|getValues|getFieldValue|useWatch)$/;
/** …as frameworks put the same together: `getRequiredProperty`, `PostForm`, `get_option`, `mustGetEnv`, `getConfigValue`, `queryParam`. */
const KEYED_BY_PARTS =
  /^(?:must|require|try|safe)?_?(?:get|fetch|load|lookup|read|default|require|raw)?_?(?:required|optional|string|str|default|raw|first|post|app|user|shared|system|site)?_?(?:env|environment|config|configuration|conf|setting|option|property|prop|param|parameter|header|cookie|input|argument|field|form|query|session|item|preference|metadata|attribute)(?:_?(?:var|variable|value|string|form|param|parameter|item))?s?(?:_?or_?(?:throw|default|fail|null|else|empty|none))?$/i;
export const readsByKey = (callee: string): boolean =>
  KEYED.test(callee) || (callee.length < 40 && KEYED_BY_PARTS.test(callee)) || /^get_?or_?throw$/i.test(callee);

/** Types of such catalogues. */
export const isCatalogueType = (type: string | undefined): boolean =>
  type !== undefined &&
  /^(?:StringManager|ResourceBundle|MessageSource\w*|I18n\w*|\w*Translat(?:or|ion)s?|I?StringLocali[sz]er|Localizations?|AppLocalizations|NLS)$/.test(type);
/** Tables of words for people: `$lang['password']` is the word in their language. */
export const WORDS_BY_KEY = /^(?:_?lang|i18n|l10n|translations?|labels|strings|locale)$/i;
/** Texts for people by key: `messages.get("password")` is the word in their language. */
export const isTextCatalogue = (receiver: string | undefined): boolean =>
  receiver !== undefined && (receiver === 'R' || /^(?:i18n|l10n|messages?|strings|labels|translat\w*|resources?|bundle|texts?|lang|locale)$/i.test(receiver));
