import type { SecretAddress } from './address';

/** Something that must exist for an emitted reference to work. `changes/wiring/<kind>.ts` makes it exist. */
export type Requirement =
  | {
      /** The manifest maps the variable to the address. */
      readonly kind: 'manifest-entry';
      readonly variable: string;
      readonly address: SecretAddress;
    }
  | {
      /** The file imports a module or package: `import os`, `"os"`, `java.util.Objects`. */
      readonly kind: 'import';
      readonly language: 'python' | 'go' | 'java';
      readonly module: string;
    };
