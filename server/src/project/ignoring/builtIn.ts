/** What version control keeps: no files of a project. */
const VERSION_CONTROL: ReadonlySet<string> = new Set('.git .hg .svn .jj .bzr CVS'.split(' '));

/**
 * Folders that hold other people's code or made files. Where a team commits one of them it still holds no secret of theirs to move, and what
 * is downloaded is not read by default. `build`, `dist`, `out` and `target` are not here: they are in `.gitignore` if they are made, and
 * where they are committed a secret in them is published. `.idea` and `.bundle` hold settings, and passwords among them.
 */
const FOLDERS: ReadonlySet<string> = new Set(
  `node_modules bower_components jspm_packages .yarn .pnpm-store .venv venv __pycache__ .tox .nox .mypy_cache .ruff_cache
  .pytest_cache site-packages .eggs .gradle .terraform .next .nuxt .svelte-kit .parcel-cache .turbo .cache .angular .dart_tool Pods Carthage
  DerivedData .vs`.split(/\s+/),
);

/** Lock files: long lists of digests that other tools write. `.npmrc` and the like are not here. */
const FILES: ReadonlySet<string> = new Set(
  `package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock Cargo.lock poetry.lock Pipfile.lock uv.lock pdm.lock composer.lock
  Gemfile.lock go.sum go.work.sum Podfile.lock Package.resolved pubspec.lock mix.lock flake.lock gradle.lockfile packages.lock.json .terraform.lock.hcl
  conan.lock`.split(/\s+/),
);

/** Made or binary by their name. `.map` and `.min.js` are read by nobody; the source beside them is. Key material (`.pem`, `.key`, `.p12`) is not here. */
const ENDINGS =
  /\.(?:min\.(?:js|css|mjs)|map|lock\.json|png|jpe?g|gif|bmp|ico|icns|webp|avif|tiff?|psd|mp[34]|m4[av]|mov|avi|mkv|webm|wav|flac|ogg|woff2?|ttf|otf|eot|zip|gz|tgz|bz2|xz|zst|br|7z|rar|jar|war|ear|class|pyc|pyo|o|a|so|dylib|dll|exe|wasm|node|pdf|sqlite3?|db|parquet|snap)$/i;

/** SOPS and age files hold ciphertext: nothing in them is a literal to move. */
const ENCRYPTED = /(?:\.sops\.(?:json|ya?ml|env|ini)|\.age)$/i;

/** What is left out of workspace scans whatever the project says. */
export function isBuiltInIgnored(name: string, isFolder: boolean): boolean {
  if (isFolder) return FOLDERS.has(name) || VERSION_CONTROL.has(name);
  return FILES.has(name) || ENDINGS.test(name) || ENCRYPTED.test(name);
}

/** What is left out even where nothing else is. */
export const isVersionControl = (name: string, isFolder: boolean): boolean => isFolder && VERSION_CONTROL.has(name);
