export function namesOf(tier: 'quick' | 'built' | 'all'): string[];
export function provision(names: readonly string[]): Promise<Record<string, string>>;
export function requireTools<Name extends string>(names: readonly Name[]): Record<Name, string>;
