import { type Grade, GRADES, type RuleId } from '../../base/finding';
import type { Span } from '../../base/span';
import type { Candidate } from './candidate';

/** How many units may lie between the parts of one credential: a few entries of the same block. */
const NEAR = 400;

/** What providers document as a pair: the rules of ids that are of no use alone, and those of the secret that belongs to one. */
export const PAIRS: readonly (readonly [ids: readonly string[], secrets: readonly string[]])[] = [
  [['alibaba-access-key-id', 'alibaba-sts-key-id'], ['alibaba-access-key-secret']],
  [['asana-client-id'], ['asana-client-secret']],
  [['auth0-token'], ['auth0-client-secret']],
  [['aws-access-key'], ['aws-secret-key', 'aws-secret-key-pair']],
  [['bitbucket-client-id'], ['bitbucket-client-secret']],
  [['canva-client-id'], ['canva-secret']],
  [['clickhouse-key-id'], ['clickhouse-cloud-key']],
  [['discord-client-id'], ['discord-client-secret']],
  [['ebay-client-id'], ['ebay-client-secret']],
  [['exoscale-api-key'], ['exoscale-secret']],
  [['google-oauth-client-id'], ['google-oauth-client-secret']],
  [['lark-app-id'], ['lark-app-secret']],
  [['linkedin-client-id'], ['linkedin-client-secret']],
  [['livekit-api-key'], ['livekit-api-secret']],
  [['modal-token-id'], ['modal-token-secret']],
  [['mongodb-atlas-id'], ['mongodb-atlas-secret']],
  [['paypal-client-id'], ['paypal-secret']],
  [['plaid-client-id'], ['plaid-secret']],
  [['planetscale-token-id', 'planetscale-username'], ['planetscale-token']],
  [['plivo-auth-id'], ['plivo-auth-token']],
  [['razorpay-key'], ['razorpay-secret']],
  [['scaleway-access-key'], ['scaleway-secret-key']],
  [['sumologic-access-id'], ['sumologic-access-key']],
  [['tencent-secret-id'], ['tencent-secret-key']],
  [['twilio-account-sid'], ['twilio-auth-token']],
];

export interface JoinOptions {
  /** False for a rule whose findings nobody is told, so that the other part of its credential must be told by itself. */
  readonly joins?: ((rule: RuleId) => boolean) | undefined;
  /** Told where an id stands that became a part of its secret's finding. */
  readonly onPart?: ((id: Span) => void) | undefined;
}

/** By rule: the number of its pair. */
const pairsOf = (part: 0 | 1): ReadonlyMap<RuleId, number> =>
  new Map(PAIRS.flatMap((pair, number) => pair[part].map((rule): [RuleId, number] => [`credential.${rule}`, number])));
const IDS = pairsOf(0);
const SECRETS = pairsOf(1);

/**
 * An id and its secret that stand near each other are one credential: what is told is the secret, with the id as another part of it. Of several pairs in
 * a row each id goes with the secret next to it, whichever comes first. An id alone stays what it is. `found`: in order of position, without overlaps.
 */
export function joinParts<Found extends Candidate>(found: readonly Found[], { joins = () => true, onPart }: JoinOptions = {}): readonly Found[] {
  if (!found.some(({ rule }) => IDS.has(rule)) || !found.some(({ rule }) => SECRETS.has(rule))) return found;
  /** By pair: the last part that still has no other. */
  const waiting = new Map<number, number>();
  const joined: (Found | undefined)[] = [...found];
  found.forEach((candidate, index) => {
    const pair = IDS.get(candidate.rule) ?? SECRETS.get(candidate.rule);
    if (pair === undefined || candidate.grade === 'placeholder' || !joins(candidate.rule)) return;
    const before = waiting.get(pair);
    const other = before === undefined ? undefined : found[before];
    if (before === undefined || other === undefined || isId(other) === isId(candidate) || candidate.span.start - other.span.end > NEAR) {
      waiting.set(pair, index);
      return;
    }
    waiting.delete(pair);
    const [id, secret] = isId(candidate) ? [candidate, other] : [other, candidate];
    joined[isId(candidate) ? index : before] = undefined;
    joined[isId(candidate) ? before : index] = withId(secret, id);
    onPart?.(id.span);
  });
  return joined.filter((candidate) => candidate !== undefined);
}

const isId = ({ rule }: Candidate): boolean => IDS.has(rule);

function withId<Found extends Candidate>(secret: Found, { span, grade }: Candidate): Found {
  const known = secret.related ?? [];
  return {
    ...secret,
    grade: higher(grade, secret.grade),
    related: known.some(({ start }) => start === span.start) ? known : [...known, span],
  };
}

/** Each of the two is evidence for the other. */
const higher = (one: Grade, other: Grade): Grade => (GRADES.indexOf(one) > GRADES.indexOf(other) ? one : other);
