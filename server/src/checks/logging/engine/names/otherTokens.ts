/**
 * Tokens that are no credentials, by the file around them. A word alone is too little to be silent: any comment may have it, and those of a container
 * (`injector`) stand in the services that log people in.
 */
export interface OtherTokens {
  /** Imports, types and forms of code that only such files have: their tokens are not reported. */
  readonly code: RegExp;
  /** Words that such files have, those of the code among them: where they stand alone, a hint is left. */
  readonly words: RegExp;
  /** What the file must not deal with: beside it the code leaves a hint, and words say nothing. */
  readonly unless: 'logins' | 'credentials';
}

/**
 * Where code names a type: an import, a declaration (`Type name;`, `name: Type`, `var name Type`, `(name *Type)`), a definition, an instance or a member
 * of it.
 */
const usesOf = (types: string): string =>
  [
    `^\\s{0,8}(?:import|from|use|using|export)\\s[^\\n]{0,120}\\b(?:${types})\\b`,
    `\\b(?:new|extends|implements|struct|class|interface|trait|type)\\s(?:${types})\\b`,
    `\\b(?:${types})(?:<[^<>\\n]{0,60}>)?[?*&]{0,2}\\s\\w{1,60}\\s?[;=),]`,
    `\\w\\??:\\s?[&*]?(?:${types})\\b`,
    `\\bvar\\s\\w{1,60}\\s[*[\\]]{0,3}(?:${types})\\b`,
    `\\w\\s(?:\\*|\\[\\])(?:${types})\\b`,
    `\\b(?:${types})(?:<[^<>\\n]{0,60}>)?(?:\\(|::\\w|\\.\\w)`,
    `<(?:${types})>`,
  ].join('|');

/** Places on a ring of hashes, by which data is spread over servers. */
const RING: OtherTokens = {
  code: new RegExp(
    `${usesOf('\\w{0,30}Partitioner|TokenRanges?|TokenMetadata|DecoratedKey|[Hh]ashRing|ConsistentHash\\w{0,20}')}|\\bRange<Token>|\\bdht[./]\\w|^\\s{0,8}(?:import|from)\\s[^\\n]{0,120}(?:hash_?ring|consistent_?hash)|^package\\s[\\w.]{0,60}\\bnodetool\\b|\\b[tT]okens?To(?:Endpoints?|Hosts?)(?:Map)?\\b`,
    'm',
  ),
  words:
    /\bRange<Token>|partitioner\b|token_?ranges?\b|token_?metadata|tokens?_?to_?endpoints?|\bnodetool\b|hash_?ring|ring_?position|minimum_?token\b|consistent_?hash|decorated_?key|murmur_?3|\bdht[./]\w/i,
  unless: 'credentials',
};

/** What a container of objects knows them by. */
const INJECTION: OtherTokens = {
  code: new RegExp(`${usesOf('InjectionToken|ServiceIdentifier')}|\\{\\s{0,40}provide:|\\buse(?:Class|Factory|Existing|Value):`, 'm'),
  words:
    /\bInjectionToken\b|\binjector\b|\bmodule_?Ref\b|\bServiceIdentifier\b|\bmodules? registry\b|\bresolution_?context\b|\{\s{0,40}provide:|\buse(?:Class|Factory|Existing|Value):/i,
  unless: 'credentials',
};

/** What shows a certificate authority who owns a domain: everybody may read it. Such files authorize, but log nobody in. */
const ACME: OtherTokens = {
  code: /\.well-known\/acme-challenge|\bkeyAuth(?:orization)?\s?(?:string\b|:|=|\()|\bkey_authorization\s?[:=(]|\b(?:http01|dns01|tlsalpn01)\.[A-Z]\w/,
  words: /acme[-_ ]?challenge|http-?01\b|\bhttp_?challenge|\btls-?alpn-?01|\bdns01\.|\bkey_?auth(?:orization)?\b/i,
  unless: 'logins',
};

/** Numbers by which a loop of events knows what has happened to which of its handles. */
const HANDLES: OtherTokens = {
  code: /\b(?:mio|calloop|polling)::|\bcurl::multi\b|\bEasy2?Handle\b|\bRegistrationToken\b|\bToken\(\d{1,4}\)/,
  words: /\b(?:mio|calloop|polling)\b|\bcurl::multi\b|\bEasy2?Handle\b|\bRegistrationToken\b|\bToken\(\d{1,4}\)/,
  unless: 'credentials',
};

/** What lets a program that is started take the focus, once. */
const ACTIVATION: OtherTokens = {
  code: /\bxdg_?activation|XDG_ACTIVATION_TOKEN|DESKTOP_STARTUP_ID|\bstartup_?notify\b|\bwith_activation_token\(/i,
  words: /\bxdg_?activation|DESKTOP_STARTUP_ID|startup_?notif(?:y|ication)|\bwith_activation_token\(/i,
  unless: 'logins',
};

/** Kinds of what is called a token alone. */
export const OTHER_TOKENS: readonly OtherTokens[] = [RING, INJECTION, ACME, HANDLES, ACTIVATION];

/** What tells rows apart that are mapped to objects: for an identity token. */
export const ROW_IDENTITY: OtherTokens = {
  code: /\bidentity_?map[.[(]|\bidentity_key(?:_from_\w{1,20})?\(|\bIdentityMap\b(?=[<.(]|\s\w{1,40}\s?[;=),])/,
  words: /\bidentity_?(?:key(?:_from_\w{1,20})?|map)\b/i,
  unless: 'logins',
};
