// tacit-ignore-file credential.password because these are made-up inputs of the tests
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../server/src/base/errors';
import { TacitError } from '../../../server/src/base/errors';
import { applyMove, type MoveChoice, type MovePlan, type MoveResult, prepareMove, refuseReason } from '../../../server/src/changes/moving/moveToStore';
import type { ChangeContext, EditorPort } from '../../../server/src/changes/editing/ports';
import { insertReference, replayJournal, settleNotice, undoWrite } from '../../../server/src/changes/moving/recovery';
import { abandonedEntries, JournalWriter, parseEntry } from '../../../server/src/changes/moving/journal';
import { openWorld, registryOf, TestStore, type World } from './world';

const VALUE = `canary-${Math.random().toString(36).slice(2)}-${Math.random().toString(36).slice(2)}`;
const OTHER = `canary-${Math.random().toString(36).slice(2)}-neighbour`;
const CODE = `const smtp = {\n  password: "${VALUE}",\n};\n`;
const folders: string[] = [];

function world(files: Record<string, string>, options: Parameters<typeof openWorld>[1] = {}): World {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-move-'));
  folders.push(folder);
  return openWorld(folder, { files, ...options });
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function prepare(at: World, name: string, which = 0, context: ChangeContext = at.context): Promise<MovePlan> {
  const document = await context.editor.read(at.uri(name));
  return prepareMove(context, { uri: document.uri, version: document.version, span: context.analyse(document).findings[which]!.span });
}

const asProposed = ({ proposal }: MovePlan): MoveChoice => ({
  variable: proposal.variable,
  store: proposal.stores[0]!.id,
  path: proposal.path,
  reuse: false,
  occurrences: proposal.occurrences.map((_, index) => index),
});

async function move(at: World, name: string, which = 0, choice: Partial<MoveChoice> = {}, context = at.context): Promise<MoveResult> {
  const plan = await prepare(at, name, which, context);
  return applyMove(context, plan, { ...asProposed(plan), ...choice });
}

const failureOf = (promise: Promise<unknown>): Promise<Failure | undefined> =>
  promise.then(
    () => undefined,
    (thrown: unknown) => (thrown instanceof TacitError ? thrown.failure : undefined),
  );

describe('a move', () => {
  it('leaves a read, a line of the manifest, and the value in the vault alone', async () => {
    const at = world({ 'app.js': CODE });
    const result = await move(at, 'app.js');
    expect(at.text('app.js')).toBe('const smtp = {\n  password: process.env.SMTP_PASSWORD,\n};\n');
    expect(at.text('tacit.env.yaml')).toContain('SMTP_PASSWORD: "ref+sops://secrets.sops.json#/SMTP_PASSWORD"');
    expect(at.store.content()).toEqual({ SMTP_PASSWORD: VALUE });
    expect(result).toMatchObject({
      status: 'moved',
      saved: true,
      variable: 'SMTP_PASSWORD',
      reference: 'ref+sops://secrets.sops.json#/SMTP_PASSWORD',
      rotate: false,
    });
    expect(result.lines).toEqual(['Moved to SMTP_PASSWORD in secrets.sops.json. The code reads SMTP_PASSWORD.']);
    expect(result.summary).toEqual(['Moved to SMTP_PASSWORD in secrets.sops.json.', 'The code reads SMTP_PASSWORD.']);
    expect(await abandonedEntries(at.root, at.context.stateFolder)).toEqual([]);
  });

  it('holds the value nowhere that prints, clones or serialises', async () => {
    const at = world({ 'app.js': CODE });
    const plan = await prepare(at, 'app.js');
    for (const text of [JSON.stringify(plan), inspect(plan, { depth: 20, showHidden: true }), JSON.stringify(structuredClone(plan))])
      expect(text).not.toContain(VALUE);
  });

  it('removes a .env line, keeps the rest of the file, and the key stays the name', async () => {
    const at = world({ '.env': `# mail\nHOST=example.test\nMAIL_PASS=${VALUE}\n\nPORT=25\n` });
    const plan = await prepare(at, '.env');
    expect(plan.proposal).toMatchObject({ variable: 'MAIL_PASS', variableFixed: true });
    const result = await applyMove(at.context, plan, { ...asProposed(plan), variable: 'SOMETHING_ELSE' });
    expect(at.text('.env')).toBe('# mail\nHOST=example.test\n\nPORT=25\n');
    expect(result.variable).toBe('MAIL_PASS');
    expect(at.text('tacit.env.yaml')).toContain('MAIL_PASS: ');
  });

  it('moves every chosen occurrence at once; each file keeps the name it needs', async () => {
    const at = world({ 'app.js': CODE, 'lib/again.js': `use('${VALUE}')\n`, '.env': `SMTP_PASS=${VALUE}\n`, 'part.js': `f("x${VALUE}y")\n` });
    const plan = await prepare(at, 'app.js');
    expect(plan.proposal.occurrences.map(({ uri, movable }) => [uri.slice(at.uri('').length + 1), movable])).toEqual([
      ['app.js', true],
      ['.env', true],
      ['lib/again.js', true],
    ]);
    await applyMove(at.context, plan, asProposed(plan));
    expect(at.text('lib/again.js')).toBe('use(process.env.SMTP_PASSWORD)\n');
    expect(at.text('.env')).toBe('');
    expect(at.text('part.js')).toContain(VALUE);
    expect(at.context.project.manifestFormat.read(at.text('tacit.env.yaml')).entries.map(({ name, reference }) => [name, reference])).toEqual([
      ['SMTP_PASSWORD', 'ref+sops://secrets.sops.json#/SMTP_PASSWORD'],
      ['SMTP_PASS', 'ref+sops://secrets.sops.json#/SMTP_PASSWORD'],
    ]);
  });

  it('leaves the occurrences that were not chosen, and says how many', async () => {
    const at = world({ 'app.js': CODE, 'b.js': `use("${VALUE}")\n`, 'c.js': `// "${VALUE}"\n` });
    const result = await move(at, 'app.js', 0, { occurrences: [0] });
    expect(at.text('b.js')).toContain(VALUE);
    expect(result.lines).toContain('The same value still stands in 2 more places in this project.');
    expect(result.summary[1]).toBe('The same value still stands in other places.');
  });

  it('shows a place that cannot be moved with its reason', async () => {
    const at = world({ 'app.js': CODE, 'c.js': `// "${VALUE}"\n` });
    expect((await prepare(at, 'app.js')).proposal.occurrences[1]).toMatchObject({
      movable: false,
      reason: 'A comment resolves nothing; take the value out by hand.',
    });
    const document = await at.context.editor.read(at.uri('c.js'));
    expect(await refuseReason(at.context, document, at.context.analyse(document).findings[0]!)).toBe('comment');
    expect(await failureOf(prepare(at, 'c.js'))).toEqual({ code: 'MoveUnavailable', reason: 'comment' });
  });

  it('offers a place that holds the value already, and reuses it without a write', async () => {
    const at = world({ 'app.js': CODE });
    writeFileSync(at.store.file, JSON.stringify({ OLD: VALUE }));
    const plan = await prepare(at, 'app.js');
    expect(plan.proposal.same).toEqual([{ store: 'sops:secrets.sops.json', path: 'OLD' }]);
    const result = await applyMove(at.context, plan, { ...asProposed(plan), path: 'OLD', reuse: true });
    expect(result.status).toBe('moved');
    expect(at.store.content()).toEqual({ OLD: VALUE });
    expect(at.store.calls).not.toContain('write');
    expect(at.text('tacit.env.yaml')).toContain('SMTP_PASSWORD: "ref+sops://secrets.sops.json#/OLD"');
  });

  it('refuses to reuse a place that holds something else: the only copy would go', async () => {
    const at = world({ 'app.js': CODE });
    writeFileSync(at.store.file, JSON.stringify({ OLD: 'another' }));
    expect(await failureOf(move(at, 'app.js', 0, { path: 'OLD', reuse: true }))).toEqual({ code: 'Conflict', path: 'OLD' });
    expect(at.text('app.js')).toBe(CODE);
  });

  it('overwrites nothing in the vault, and a plan whose move did not begin can be used again', async () => {
    const at = world({ 'app.js': CODE });
    writeFileSync(at.store.file, JSON.stringify({ TAKEN: 'another' }));
    const plan = await prepare(at, 'app.js');
    expect(await failureOf(applyMove(at.context, plan, { ...asProposed(plan), path: 'TAKEN' }))).toEqual({ code: 'Conflict', path: 'TAKEN' });
    expect((await applyMove(at.context, plan, { ...asProposed(plan), path: 'FREE' })).status).toBe('moved');
    expect(at.store.content()).toEqual({ TAKEN: 'another', FREE: VALUE });
    expect(await failureOf(applyMove(at.context, plan, asProposed(plan)))).toEqual({ code: 'ArgumentInvalid', argument: 'proposal' });
  });

  it.each([
    ['PATH', 'steers-programs'],
    ['node_options', 'steers-programs'],
    ['9A', 'syntax'],
    ['A B', 'syntax'],
    ['A}}"\n', 'syntax'],
    ['', 'syntax'],
  ])('refuses the name %j', async (variable, because) => {
    const at = world({ 'app.js': CODE });
    expect(await failureOf(move(at, 'app.js', 0, { variable }))).toEqual({ code: 'NameInvalid', name: variable, because });
    expect(at.store.content()).toEqual({});
  });

  it.each<[string, string, Partial<Failure>]>([
    ['maps the name elsewhere', 'SMTP_PASSWORD: "ref+sops://other.sops.json#/X"\n', { code: 'Conflict' }],
    ['holds a literal under the name', 'SMTP_PASSWORD: "only-copy"\n', { code: 'Conflict' }],
    ['is no map', '- a\n', { code: 'ManifestMalformed' }],
    ['does not parse', 'a: "b\n', { code: 'ManifestMalformed' }],
    ['has a name twice', 'A: "ref+sops://secrets.sops.json#/A"\nA: "ref+sops://secrets.sops.json#/A"\n', { code: 'ManifestMalformed' }],
  ])('writes nothing where the manifest %s', async (_title, manifest, failure) => {
    const at = world({ 'app.js': CODE, 'tacit.env.yaml': manifest });
    expect(await failureOf(move(at, 'app.js', 0, { variable: 'SMTP_PASSWORD' }))).toMatchObject(failure);
    expect([at.text('app.js'), at.text('tacit.env.yaml'), at.store.content()]).toEqual([CODE, manifest, {}]);
  });

  it('keeps comments and other lines of the manifest, and approves its own line alone', async () => {
    const manifest = '# Ours.\nA: "ref+sops://secrets.sops.json#/A" # kept\n';
    const at = world({ 'app.js': CODE, 'tacit.env.yaml': manifest });
    const approved: string[][] = [];
    await move(at, 'app.js', 0, {}, { ...at.context, approve: async (...pair: string[]) => void approved.push(pair) });
    expect(at.text('tacit.env.yaml').startsWith(manifest)).toBe(true);
    expect(approved).toEqual([['SMTP_PASSWORD', 'ref+sops://secrets.sops.json#/SMTP_PASSWORD']]);
  });

  it('is done all the same where the approval cannot be recorded, and says so', async () => {
    const at = world({ 'app.js': CODE });
    const result = await move(at, 'app.js', 0, {}, { ...at.context, approve: () => Promise.reject(new Error(VALUE)) });
    expect(result.status).toBe('moved');
    expect(result.lines.join()).toContain('could not be approved');
    expect(JSON.stringify(result)).not.toContain(VALUE);
  });

  it.each([
    ['NUL', '\\u0000', { code: 'ValueUnusable', because: 'nul' }],
    ['too large', 'x'.repeat(140_000), { code: 'ValueUnusable', because: 'too-large' }],
  ])('refuses a value that no variable can hold: %s', async (_title, extra, failure) => {
    const at = world({ 'app.js': `const k = "canary${extra}"\n` });
    expect(await failureOf(prepare(at, 'app.js'))).toMatchObject(failure);
  });

  it('carries what the program reads, not what is written', async () => {
    const at = world({ 'app.js': `const smtpPass = "canary-\\u0041bcdef-0123456789"\n` });
    await move(at, 'app.js');
    expect(at.store.content()).toEqual({ SMTP_PASS: 'canary-Abcdef-0123456789' });
  });

  it('is refused where the version is not the one the user saw', async () => {
    const at = world({ 'app.js': CODE });
    expect(await failureOf(prepareMove(at.context, { uri: at.uri('app.js'), version: 7, span: { start: 28, end: 40 } }))).toMatchObject({
      code: 'DocumentChanged',
    });
    expect(await failureOf(prepareMove(at.context, { uri: at.uri('app.js'), version: 0, span: { start: 1, end: 2 } }))).toMatchObject({ code: 'FindingGone' });
  });
});

describe('neighbours of a value (THREATS 13)', () => {
  it('are in no edit: neither carried nor taken away', async () => {
    const at = world({ 'app.js': `f({ a: "${OTHER}", password: "${VALUE}", b: '${OTHER}2' });\n` });
    let edits = '';
    const editor: EditorPort = {
      read: (uri) => at.context.editor.read(uri),
      createEmpty: (uri) => at.context.editor.createEmpty(uri),
      candidates: (project) => at.context.editor.candidates(project),
      apply: (label, list) => ((edits = label + JSON.stringify(list)), at.context.editor.apply(label, list)),
    };
    await move(at, 'app.js', 1, {}, { ...at.context, editor });
    expect(edits).not.toContain(OTHER);
    expect(edits).not.toContain(VALUE);
    expect(at.text('app.js')).toContain(`"${OTHER}", password: process.env.`);
  });

  it('an emitter that would rewrite a neighbour is stopped before the write', async () => {
    const at = world({ 'app.js': `f({ a: "${OTHER}", password: "${VALUE}" });\n` });
    const references = { ...at.context.references!, emit: () => ({ edits: [{ span: { start: 0, end: 200 }, newText: 'gone' }], needs: [] }) };
    expect(await failureOf(move(at, 'app.js', 1, {}, { ...at.context, references }))).toMatchObject({ code: 'MoveUnavailable' });
    const carrying = { ...at.context.references!, emit: () => ({ edits: [{ span: { start: 0, end: 0 }, newText: OTHER }], needs: [] }) };
    expect(await failureOf(move(at, 'app.js', 1, {}, { ...at.context, references: carrying }))).toMatchObject({ code: 'MoveUnavailable' });
    expect(at.store.content()).toEqual({});
  });
});

it('THREATS 15: with a remote vault of 1,000 secrets nothing is read before the click', async () => {
  const at = world({ 'app.js': CODE });
  const remote = new TestStore('vault:team', join(at.root, '../remote.json'), true);
  writeFileSync(
    remote.file,
    JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`S${index}`, index === 500 ? VALUE : `value-${index}`]))),
  );
  const plan = await prepare(at, 'app.js', 0, { ...at.context, registry: registryOf([at.store, remote]) });
  expect(plan.proposal.stores.map(({ id }) => id)).toEqual(['sops:secrets.sops.json', 'vault:team']);
  expect(plan.proposal.same).toEqual([]);
  expect(remote.calls).toEqual([]);
  expect(at.store.calls).toEqual(['list']);
});

describe('after a refused edit', () => {
  const refusing = (at: World): ChangeContext => ({
    ...at.context,
    editor: {
      read: (uri) => at.context.editor.read(uri),
      createEmpty: (uri) => at.context.editor.createEmpty(uri),
      candidates: (project) => at.context.editor.candidates(project),
      apply: async () => ({ applied: false, saved: false }),
    },
  });

  it('the reference can be inserted, even where the literal has moved meanwhile', async () => {
    const at = world({ 'app.js': CODE });
    const { unfinished, status } = await move(at, 'app.js', 0, {}, refusing(at));
    expect(status).toBe('stored');
    writeFileSync(join(at.root, 'app.js'), `// a line above\n${CODE}`);
    expect((await insertReference(at.context, unfinished!)).status).toBe('moved');
    expect(at.text('app.js')).toBe('// a line above\nconst smtp = {\n  password: process.env.SMTP_PASSWORD,\n};\n');
    expect(at.store.content()).toEqual({ SMTP_PASSWORD: VALUE });
  });

  it('it can be deleted again while the literal is there', async () => {
    const at = world({ 'app.js': CODE });
    const { unfinished } = await move(at, 'app.js', 0, {}, refusing(at));
    await undoWrite(at.context, unfinished!);
    expect([at.store.content(), at.text('app.js')]).toEqual([{}, CODE]);
  });

  it('THREATS 26: it cannot be deleted once the literal is gone', async () => {
    const at = world({ 'app.js': CODE });
    const { unfinished } = await move(at, 'app.js', 0, {}, refusing(at));
    writeFileSync(join(at.root, 'app.js'), 'const smtp = {};\n');
    expect(await failureOf(undoWrite(at.context, unfinished!))).toEqual({ code: 'FindingGone' });
    expect(at.store.content()).toEqual({ SMTP_PASSWORD: VALUE });
  });

  it('only the version that Tacit wrote is deleted, and nothing it did not write', async () => {
    const at = world({ 'app.js': CODE });
    const { unfinished } = await move(at, 'app.js', 0, {}, refusing(at));
    expect(await failureOf(undoWrite(at.context, { ...unfinished!, version: 'another' }))).toMatchObject({ code: 'Conflict' });
    const { version: _, ...without } = unfinished!;
    expect(await failureOf(undoWrite(at.context, without))).toMatchObject({ code: 'ArgumentInvalid' });
    expect(at.store.content()).toEqual({ SMTP_PASSWORD: VALUE });
  });
});

describe('what is said of where the value still is (THREATS 27)', () => {
  const git = (folder: string, ...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.test', '-c', 'init.defaultBranch=main', ...args], {
      cwd: folder,
      stdio: 'ignore',
    });

  it.each<[string, boolean, (root: string) => void, RegExp[], boolean]>([
    [
      'committed: HEAD',
      true,
      (root) => (git(root, 'init'), git(root, 'add', '.'), git(root, 'commit', '-m', 'x')),
      [/last commit \(HEAD\) of src\/app\.js/, /rotate/],
      true,
    ],
    ['staged', true, (root) => (git(root, 'init'), git(root, 'add', '.')), [/staged in git: src\/app\.js/], false],
    [
      'in an earlier commit only',
      true,
      (root) => {
        git(root, 'init');
        git(root, 'add', '.');
        git(root, 'commit', '-m', 'x');
        writeFileSync(join(root, 'src/app.js'), 'clean\n');
        git(root, 'commit', '-am', 'y');
        writeFileSync(join(root, 'src/app.js'), CODE);
      },
      [/earlier commits of src\/app\.js/, /rotate/],
      true,
    ],
    ['never committed', true, (root) => git(root, 'init'), [], false],
    ['no repository', true, () => undefined, [], false],
    ['an untrusted folder', false, (root) => git(root, 'init'), [/History not checked/], true],
  ])('%s', async (_title, trusted, setUp, lines, rotate) => {
    const at = world({ 'src/app.js': CODE }, { trusted });
    setUp(at.root);
    const result = await move(at, 'src/app.js');
    expect(result.status).toBe('moved');
    for (const line of lines) expect(result.lines.join('\n')).toMatch(line);
    if (lines.length === 0) expect(result.lines).toHaveLength(1);
    expect(result.summary[1]).toMatch(rotate ? /rotate it/ : /The code reads/);
    expect(result.rotate).toBe(rotate);
    expect(result.lines.join()).not.toContain(VALUE);
  });

  it('unsaved: names the disk, and the journal tells it again if the editor dies before saving', async () => {
    const at = world({ 'app.js': CODE });
    const unsaved = new Map<string, string>();
    const disk = at.context.editor;
    const editor: EditorPort = {
      keepsHistory: true,
      read: async (uri) => {
        const document = await disk.read(uri);
        return { ...document, text: unsaved.get(uri) ?? document.text };
      },
      createEmpty: (uri) => disk.createEmpty(uri),
      candidates: (project) => disk.candidates(project),
      apply: async (_label, list) => {
        const { applyEdits } = await import('../../../server/src/base/document');
        for (const { uri, edits } of list) unsaved.set(uri, applyEdits((await disk.read(uri)).text, edits));
        return { applied: true, saved: false };
      },
    };
    const result = await move(at, 'app.js', 0, {}, { ...at.context, editor });
    expect(result).toMatchObject({ status: 'moved', saved: false });
    expect(result.summary[1]).toBe('Save the changed files: until then the value is on the disk.');
    expect(result.lines.join('\n')).toMatch(/Save the changed files[\s\S]*still in the file on disk until you save: app\.js[\s\S]*undo, local history/);
    await beDead(at);
    const [notice] = await replayJournal(at.context);
    expect(notice).toMatchObject({ kind: 'unsaved', lines: [expect.stringContaining('app.js was changed but not saved')] });
    expect((await insertReference(at.context, notice!.unfinished!)).status).toBe('moved');
    expect(await replayJournal(at.context)).toEqual([]);
  });
});

/** Rewrites the journal as if a process that no longer runs had written it. */
async function beDead(at: World): Promise<void> {
  const { readdirSync, readFileSync } = await import('node:fs');
  const folder = join(at.context.stateFolder!, 'journal');
  for (const name of readdirSync(folder))
    writeFileSync(join(folder, name), readFileSync(join(folder, name), 'utf8').replace(/"started":"[^"]*"/, '"started":"1"'));
}

describe('the journal', () => {
  const intent = { root: '/p', store: 'sops:s', path: 'A', variable: 'A', uris: ['file:///p/a'], manifest: '/p/m', reuse: false };

  it('leaves the entries of a living process and of other projects alone', async () => {
    const at = world({});
    const writer = await JournalWriter.begin({ ...intent, root: at.root }, at.context.stateFolder);
    expect(await abandonedEntries(at.root, at.context.stateFolder)).toEqual([]);
    await beDead(at);
    expect(await abandonedEntries('/elsewhere', at.context.stateFolder)).toEqual([]);
    expect(await abandonedEntries(at.root, at.context.stateFolder)).toHaveLength(1);
    await writer.discard();
  });

  it('tells until settled', async () => {
    const at = world({ 'app.js': CODE });
    writeFileSync(at.store.file, JSON.stringify({ A: VALUE }));
    const writer = await JournalWriter.begin(
      { ...intent, root: at.root, store: at.store.id, uris: [at.uri('app.js')], manifest: join(at.root, 'tacit.env.yaml') },
      at.context.stateFolder,
    );
    await writer.note({ step: 'write' });
    await writer.keep();
    await beDead(at);
    const [notice] = await replayJournal(at.context);
    expect(notice).toMatchObject({ kind: 'unused', lines: [expect.stringContaining('an entry exists that no file uses, A in secrets.sops.json')] });
    expect(await replayJournal(at.context)).toHaveLength(1);
    await settleNotice(at.context, notice!.id);
    expect(await replayJournal(at.context)).toEqual([]);
  });

  it('says so where the vault cannot be asked', async () => {
    const at = world({ 'app.js': CODE });
    const writer = await JournalWriter.begin({ ...intent, root: at.root, store: 'vault:gone' }, at.context.stateFolder);
    await writer.note({ step: 'write' });
    await writer.keep();
    await beDead(at);
    expect(await replayJournal(at.context)).toMatchObject([{ kind: 'uncertain' }]);
  });

  it.each([
    ['nothing', ''],
    ['half a line', '{"format":1,"id":"a'],
    ['another format', '{"format":2}'],
    ['no JSON', 'x\ny'],
    ['null', 'null\nnull'],
  ])('survives an entry that is %s', (_title, text) => {
    expect(parseEntry(text)).toBeUndefined();
  });

  it('is a private file, and a torn last line counts as not written', async () => {
    const at = world({});
    const writer = await JournalWriter.begin({ ...intent, root: at.root }, at.context.stateFolder);
    await writer.note({ step: 'recompute' });
    await writer.keep();
    const { readdirSync, readFileSync, statSync } = await import('node:fs');
    const folder = join(at.context.stateFolder!, 'journal');
    const file = join(folder, readdirSync(folder)[0]!);
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(parseEntry(`${readFileSync(file, 'utf8')}{"step":"wri`)).toMatchObject({ step: 'recompute' });
  });
});

it('works in folders whose names a URI must escape', () => {
  const at = world({ 'a b/#c.js': CODE });
  return expect(move(at, 'a b/#c.js')).resolves.toMatchObject({ status: 'moved' });
});
