import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, it } from 'vitest';
import { type Chain, checkChain, value } from '../support/chain';

/** Reads `${NAME}` in a scalar as Spring's and Compose's own readers do: from the environment, and failing where it is not set (`${NAME:?why}` in Compose). */
const interpolate = (file: string, pattern: string): string => `
const text = require('node:fs').readFileSync('${file}', 'utf8');
const raw = /${pattern}:\\s*"?([^"\\n]+?)"?\\s*$/m.exec(text)[1];
const value = raw.replace(/\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::\\?[^}]*)?\\}/g, (_, name) => {
  if (!process.env[name]) { console.error(name + ' is not set'); process.exit(3); }
  return process.env[name];
});
console.log(require('node:crypto').createHash('sha256').update(value).digest('hex').slice(0, 16));
`;

const chains: readonly Chain[] = [
  {
    name: 'JavaScript',
    files: {
      'main.js': `const { createHash } = require('node:crypto');\nconst dbPassword = '${value}';\nconsole.log(createHash('sha256').update(dbPassword).digest('hex').slice(0, 16));\n`,
    },
    file: 'main.js',
    command: [process.execPath, 'main.js'],
  },
  {
    name: 'TypeScript',
    files: {
      'main.ts': `import { createHash } from 'node:crypto';\n\nclass Client {\n  constructor(private readonly password: string = "${value}") {}\n  digest(): string {\n    return createHash('sha256').update(this.password).digest('hex').slice(0, 16);\n  }\n}\n\nconsole.log(new Client().digest());\n`,
    },
    file: 'main.ts',
    build: (project) =>
      writeFileSync(join(project, 'main.cjs'), transformSync(readFileSync(join(project, 'main.ts'), 'utf8'), { loader: 'ts', format: 'cjs' }).code),
    command: [process.execPath, 'main.cjs'],
  },
  {
    name: 'Python',
    files: {
      'main.py': `"""A report."""\nfrom hashlib import sha256\n\n\ndef connect(user, password):\n    return sha256(password.encode()).hexdigest()[:16]\n\n\nprint(connect(user="x", password="${value}"))\n`,
    },
    file: 'main.py',
    command: ['python3', 'main.py'],
  },
  {
    name: 'Java',
    files: {
      'Main.java': `import java.security.MessageDigest;\n\npublic class Main {\n    private static final String PASSWORD = "${value}";\n\n    public static void main(String[] args) throws Exception {\n        byte[] hash = MessageDigest.getInstance("SHA-256").digest(PASSWORD.getBytes("UTF-8"));\n        StringBuilder text = new StringBuilder();\n        for (int i = 0; i < 8; i++) text.append(String.format("%02x", hash[i]));\n        System.out.println(text);\n    }\n}\n`,
    },
    file: 'Main.java',
    command: ['java', 'Main.java'],
  },
  {
    name: 'shell',
    files: { 'main.sh': `#!/bin/sh\nset -eu\nDB_PASSWORD='${value}'\nprintf '%s' "$DB_PASSWORD" | sha256sum | cut -c1-16\n` },
    file: 'main.sh',
    command: ['sh', 'main.sh'],
  },
  {
    name: 'a Spring-style file',
    files: {
      'src/main/resources/application.yml': `spring:\n  datasource:\n    username: app\n    password: ${value}\n`,
      'read.js': interpolate('src/main/resources/application.yml', 'password'),
    },
    file: 'src/main/resources/application.yml',
    command: [process.execPath, 'read.js'],
  },
  {
    name: 'a Compose-style file',
    files: {
      'compose.yaml': `services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${value}\n`,
      'read.js': interpolate('compose.yaml', 'POSTGRES_PASSWORD'),
    },
    file: 'compose.yaml',
    command: [process.execPath, 'read.js'],
  },
  {
    name: 'a .env file',
    files: {
      '.env': `# local\nPORT=1\nDB_PASSWORD=${value}\n`,
      'main.js': `if (!process.env.DB_PASSWORD) { console.error('DB_PASSWORD is not set'); process.exit(3); }\nconsole.log(require('node:crypto').createHash('sha256').update(process.env.DB_PASSWORD).digest('hex').slice(0, 16));\n`,
    },
    file: '.env',
    command: [process.execPath, 'main.js'],
  },
];

describe('literal → vault → reference that runs', () => {
  it.each(chains)('$name', checkChain);
});
