import type { ManifestContent, ManifestEntry, ManifestFormat } from './manifestFormat';
import { tacitManifest } from './tacit';

/** Every manifest format, in order of preference where a project has several. */
export const MANIFEST_FORMATS: readonly ManifestFormat[] = [tacitManifest];

/** The format that reads a file of this base name. */
export const manifestFormatOf = (fileName: string): ManifestFormat | undefined => MANIFEST_FORMATS.find((format) => format.detect(fileName) !== undefined);

/** An entry and the layer that it comes from: the index in the list given to `overlay`. */
export interface OverlaidEntry {
  readonly entry: ManifestEntry;
  readonly layer: number;
}

/**
 * Puts manifests over each other, weakest first (`tacit.env.yaml` < `tacit.env.<environment>.yaml` < `tacit.env.local.yaml`). One name
 * overrides one name; the order is that of first mention. A missing layer is undefined.
 */
export function overlay(layers: readonly (ManifestContent | undefined)[]): readonly OverlaidEntry[] {
  const merged = new Map<string, OverlaidEntry>();
  layers.forEach((content, layer) => {
    for (const entry of content?.entries ?? []) merged.set(entry.name, { entry, layer });
  });
  return [...merged.values()];
}
