export function readVitestReport(file: string, ended: boolean): { good: number; bad: number; names: string[] };
export function runAside(
  command: string,
  parameters: readonly string[],
  options?: { env?: NodeJS.ProcessEnv; timeout?: number; cwd?: string },
): Promise<{ ok: boolean; output: string }>;
