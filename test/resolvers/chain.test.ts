import { it } from 'vitest';
import { checkChain, value } from '../support/chain';

it('Go: literal → vault → reference that runs', async () => {
  await checkChain({
    name: 'Go',
    files: {
      'go.mod': 'module example.test/app\n\ngo 1.21\n',
      'main.go': `package main\n\nimport (\n\t"crypto/sha256"\n\t"fmt"\n)\n\nvar dbPassword = "${value}"\n\nfunc main() {\n\tfmt.Printf("%.8x\\n", sha256.Sum256([]byte(dbPassword)))\n}\n`,
    },
    file: 'main.go',
    command: ['go', 'run', '.'],
    environment: { GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local', GOCACHE: process.env.TACIT_TEST_GOCACHE ?? '/tmp/tacit-test-gocache' },
  });
});
