import type { Document } from '../base/document';
import { effectiveLanguage } from './languages';

/** How much of a file is looked at, in UTF-16 code units: imports stand at its top. */
const HEAD = 20_000;

const USES_NODE =
  /\bfrom\s*["']node:|\brequire\(\s*["'](?:node:)?(?:fs|path|http|https|crypto|child_process|express|fastify)["']\s*\)|\bfrom\s*["'](?:fs|path|http|https|crypto|child_process|express|fastify)["']|["']use server["']/;
const UI_IMPORT =
  /\b(?:from|import)\s*["'](?:react|react-dom(?:\/[\w-]+)?|preact(?:\/hooks)?|vue|svelte|solid-js|lit|@angular\/(?:core|common(?:\/http)?|platform-browser))["']/;

/**
 * True where the code runs in a browser as far as the file tells: what is read there from the environment is either absent or baked into a
 * bundle that every visitor gets.
 */
export function isBrowserCode(document: Document): boolean {
  const language = effectiveLanguage(document);
  if (language === 'vue' || language === 'svelte' || language === 'html') return true;
  if (!/^(?:javascript|typescript)(?:react)?$/.test(language)) return false;
  const head = document.text.slice(0, HEAD);
  if (/^\ufeff?\s*(?:\/\/[^\n]*\n\s*|\/\*[^*]*\*\/\s*)*["']use client["']/.test(head)) return true;
  if (USES_NODE.test(head)) return false;
  if (/\bimport\.meta\.env\b/.test(document.text)) return true;
  if (/(?:^|\/)(?:public|static|assets)\/[^?#]*\.(?:js|mjs|jsx|ts|tsx)$/.test(document.uri)) return true;
  if (UI_IMPORT.test(head) && (/react$/.test(language) || /\/core["']|["'](?:vue|svelte|react-dom)/.test(head))) return true;
  return /(?<![\w.$'"`])(?:document\.(?:getElementById|querySelector|createElement|cookie|body|addEventListener)|window\.(?:location|addEventListener|localStorage|document|fetch))\b/.test(
    document.text.slice(0, 200_000),
  );
}
