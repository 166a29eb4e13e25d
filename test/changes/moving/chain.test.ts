import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TacitError } from '../../../server/src/base/errors';
import { describeFailure, describeRefusal } from '../../../server/src/changes/moving/messages';
import { applyMove, prepareMove, refuseReason } from '../../../server/src/changes/moving/moveToStore';
import { approvalState } from '../../../server/src/project/trust/approvals';
import { useInstalledGrammars } from '../../support/grammars';
import { openReal, type RealWorld } from './real';

const folders: string[] = [];
beforeAll(useInstalledGrammars);
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function real(files: Record<string, string>): Promise<RealWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'tacit-chain-'));
  folders.push(folder);
  return openReal(folder, { files });
}

// Made at run time, so that nothing in this repository looks like a token.
const STRIPE = ['sk', 'live', '51HxYk2Qm8Zt4Vw9Rb3Ns7Lp'].join('_');
const PASSWORD = ['wq7', 'Rz!', 'mK29', 'dLx'].join('');

async function moveAll(at: RealWorld, name: string): Promise<string[]> {
  const variables: string[] = [];
  for (;;) {
    const document = await at.context.editor.read(at.uri(name));
    const finding = at.context.analyse(document).findings.find((each) => each.grade !== 'placeholder');
    if (finding === undefined) return variables;
    const plan = await prepareMove(at.context, { uri: document.uri, version: document.version, span: finding.span });
    const { proposal } = plan;
    const result = await applyMove(at.context, plan, {
      variable: proposal.variable,
      store: proposal.stores[0]!.id,
      path: proposal.path,
      reuse: false,
      occurrences: [0],
    });
    expect(result.status, result.lines.join('\n')).toBe('moved');
    variables.push(result.variable);
  }
}

describe('the whole chain with everything real', () => {
  it.each<[string, string, string, Record<string, string>, RegExp]>([
    ['JavaScript', 'pay.js', `const key = "${STRIPE}";\n`, { STRIPE_SECRET_KEY: STRIPE }, /process\.env\.STRIPE_SECRET_KEY/],
    ['TypeScript', 'db.ts', `export const db = {\n  password: '${PASSWORD}',\n};\n`, { DB_PASSWORD: PASSWORD }, /process\.env\.DB_PASSWORD/],
    ['Python', 'settings.py', `DB_PASSWORD = "${PASSWORD}"\n`, { DB_PASSWORD: PASSWORD }, /import os[\s\S]*os\.environ\["DB_PASSWORD"\]/],
    ['Go', 'main.go', `package main\n\nfunc f() {\n\tdbPassword := "${PASSWORD}"\n\t_ = dbPassword\n}\n`, { DB_PASSWORD: PASSWORD }, /DB_PASSWORD/],
    ['Java', 'Db.java', `class Db {\n  String dbPassword = "${PASSWORD}";\n}\n`, { DB_PASSWORD: PASSWORD }, /System\.getenv\("DB_PASSWORD"\)/],
    ['shell', 'run.sh', `DB_PASSWORD='${PASSWORD}'\n`, { DB_PASSWORD: PASSWORD }, /\$\{DB_PASSWORD:\?/],
    ['.env', '.env', `# db\nHOST=x\nDB_PASSWORD='${PASSWORD}'\nPORT=1\n`, { DB_PASSWORD: PASSWORD }, /^# db\nHOST=x\nPORT=1\n$/],
    [
      'Spring',
      'application.properties',
      `spring.datasource.password=${PASSWORD}\n`,
      { SPRING_DATASOURCE_PASSWORD: PASSWORD },
      /password=\$\{SPRING_DATASOURCE_PASSWORD\}/,
    ],
    [
      'Compose',
      'compose.yaml',
      `services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: "${PASSWORD}"\n`,
      { POSTGRES_PASSWORD: PASSWORD },
      /\$\{POSTGRES_PASSWORD/,
    ],
    ['a literal default', 'a.js', `const k = process.env.PAY_KEY || "${STRIPE}";\n`, { PAY_KEY: STRIPE }, /process\.env\.PAY_KEY/],
  ])('%s', async (_title, name, text, expected, after) => {
    const at = await real({ [name]: text });
    const variables = await moveAll(at, name);
    expect(variables).toEqual(Object.keys(expected));
    expect(at.text(name)).toMatch(after);
    const pairs = at.context.project.manifestFormat.read(at.text('tacit.env.yaml')).entries;
    for (const [variable, value] of Object.entries(expected)) {
      expect(at.text(name)).not.toContain(value);
      const entry = pairs.find((pair) => pair.name === variable)!;
      const resolution = at.stores.resolve(entry.target, at.root);
      if (resolution.kind !== 'address') throw new Error(resolution.kind);
      expect((await resolution.store.read(resolution.address)).reveal('match')).toBe(value);
      expect(readFileSync(at.stores.embedded.file, 'utf8')).not.toContain(value);
    }
    const shown = pairs.map((pair) => ({ variable: pair.name, reference: pair.reference }));
    expect(await approvalState(at.root, at.context.project.manifestPath, shown)).toMatchObject({ approved: true });
  });

  it('a file whose reader does not resolve references shows why, and nothing is written', async () => {
    const at = await real({ 'config.json': `{ "db_password": "${PASSWORD}" }\n` });
    const document = await at.context.editor.read(at.uri('config.json'));
    const finding = at.context.analyse(document).findings[0]!;
    expect(describeRefusal((await refuseReason(at.context, document, finding))!)).toBe("This file's reader does not resolve references.");
    const failure = await prepareMove(at.context, { uri: document.uri, version: 0, span: finding.span }).catch((thrown: unknown) => thrown);
    expect(describeFailure((failure as TacitError).failure)).toBe("This file's reader does not resolve references.");
    expect(existsSync(at.stores.embedded.file)).toBe(false);
  });

  it('a literal in the manifest itself becomes the reference', async () => {
    const at = await real({ 'tacit.env.yaml': `# pays\nPAY_KEY: "${STRIPE}"\n` });
    expect(await moveAll(at, 'tacit.env.yaml')).toEqual(['PAY_KEY']);
    expect(at.text('tacit.env.yaml')).toBe('# pays\nPAY_KEY: "ref+sops://secrets.sops.json#/PAY_KEY"\n');
  });

  it('the second move of a value reuses the first', async () => {
    const at = await real({ 'a.js': `const stripeKey = "${STRIPE}";\n` });
    await moveAll(at, 'a.js');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(join(at.root, 'b.js'), `const other = "${STRIPE}";\n`);
    const document = await at.context.editor.read(at.uri('b.js'));
    const plan = await prepareMove(at.context, { uri: document.uri, version: 0, span: at.context.analyse(document).findings[0]!.span });
    expect(plan.proposal).toMatchObject({ variable: 'STRIPE_KEY', same: [{ store: 'sops:secrets.sops.json', path: 'STRIPE_KEY' }] });
    const same = plan.proposal.same[0]!;
    const result = await applyMove(at.context, plan, { variable: plan.proposal.variable, store: same.store, path: same.path, reuse: true, occurrences: [] });
    expect(result.status).toBe('moved');
    expect(at.text('b.js')).toContain('process.env.STRIPE_KEY');
    expect(at.context.project.manifestFormat.read(at.text('tacit.env.yaml')).entries).toHaveLength(1);
  });
});
