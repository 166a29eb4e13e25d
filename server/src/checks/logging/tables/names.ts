import { isMaskerName, judgeCallee } from '../vocabulary/callees';
import { holdsHead, judgeName as judge, type NameVerdict as Verdict, type WhyNot } from '../vocabulary/judge';
import { carriesItsObject, isPlainMember } from '../vocabulary/parts';
import type { NameVerdict } from './rows';

const grade = (verdict: Verdict): NameVerdict => (verdict.grade === 'none' ? undefined : verdict.grade);

/** What a name says of the value behind it. `vocabulary/judge.ts` also says of what kind it is, and why it is none. */
export const judgeName = (name: string): NameVerdict => grade(judge(name));

/** False for a name that says nothing of a secret in any text, whatever part of it is looked at: at a tenth of the price of `judgeName`. */
export const mayNameSecret = (name: string): boolean => holdsHead(name);

/** What the result of a function is by the function's name: `getPassword` a secret, `setPassword` none. */
export const judgeFunction = (callee: string): NameVerdict => grade(judgeCallee(callee));

/** True where a function of this name gives a form of its argument that shows nothing. */
export const isMasker = (callee: string): boolean => isMaskerName(callee);

/** True where a member of a secret is none. */
export const isPlainPart = (member: string): boolean => isPlainMember(member);

/** True where a member or method gives what it stands on, in another form: `password.value`, `token.trim()`. */
export const isSameValue = (member: string): boolean => carriesItsObject(member);

/** Why a name that has no secret's value has none: `plain` where no word of a secret is in it. */
export function whatIs(name: string): WhyNot | 'secret' {
  const verdict = judge(name);
  return verdict.grade === 'none' ? verdict.why : 'secret';
}
