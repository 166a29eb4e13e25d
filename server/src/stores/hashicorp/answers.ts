import * as z from 'zod/mini';

/** Deepest nesting of an answer that is parsed (THREATS 44). */
const DEEPEST = 64;

/** Parses an answer's JSON; undefined where it is none or nested too deeply. Nothing that the parser says of the text is passed on. */
export function parseAnswer(text: string): { readonly json: unknown } | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > DEEPEST) return undefined;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

const Errors = z.object({ errors: z.array(z.string()) });

/** What a server says went wrong: for classifying only, never shown (it may quote what was sent). */
export function errorsOf(json: unknown): readonly string[] {
  const parsed = Errors.safeParse(json, { reportInput: false });
  return parsed.success ? parsed.data.errors : [];
}

const Version = z.int().check(z.positive());
const Metadata = z.object({ version: Version, created_time: z.string(), deletion_time: z.string(), destroyed: z.boolean() });
/** As parsed: a copy would leave out a key named `__proto__`, and a write of the copy would lose it. */
const Branch = z.custom<Readonly<Record<string, unknown>>>((json: unknown) => typeof json === 'object' && json !== null && !Array.isArray(json));

export const Keys = z.object({ data: z.object({ keys: z.array(z.string()) }) });
export const Subkeys = z.object({ data: z.object({ subkeys: z.nullable(Branch), metadata: Metadata }) });
export const Data = z.object({ data: z.object({ data: z.nullable(Branch), metadata: Metadata }) });
export const Written = z.object({ data: z.object({ version: Version }) });
export const Versions = z.object({
  data: z.object({
    current_version: z.int(),
    versions: z.record(z.string(), z.object({ created_time: z.string(), deletion_time: z.string(), destroyed: z.boolean() })),
  }),
});
export const Mount = z.object({ data: z.object({ type: z.string(), options: z.nullish(z.object({ version: z.optional(z.string()) })) }) });
export const Token = z.object({
  data: z.object({
    display_name: z.optional(z.string()),
    policies: z.optional(z.nullable(z.array(z.string()))),
    ttl: z.optional(z.number()),
    expire_time: z.optional(z.nullable(z.string())),
    renewable: z.optional(z.boolean()),
  }),
});
export const Capabilities = z.object({ data: z.record(z.string(), z.unknown()) });

/** A parsed answer, or undefined where it has another shape. */
export function shaped<T extends z.ZodMiniType>(schema: T, json: unknown): z.infer<T> | undefined {
  const parsed = schema.safeParse(json, { reportInput: false });
  return parsed.success ? parsed.data : undefined;
}
