import { createHash } from 'node:crypto';

/**
 * SHA-256, shortened, of values that everybody has: the examples of the standards of OAuth (RFC 5849, 6749, 6750) and of OpenID Connect, the
 * example of one-time passwords, and the keys that Microsoft documents for the emulators of its storage and of Cosmos DB, those of MinIO's public playground. As digests, so that
 * none stands here.
 */
const PUBLISHED: ReadonlySet<string> = new Set(
  '0011cc25eb432071 00cf4c781dc37003 1bbb9293c38acc5e 223809bf8d5e6984 293257ab6495ebb1 2ff8b0fb93aca981 4c20e6f5cc11b937 53f5da0aaa93d64c 649e1f5c769e718b 6aa14267d94944e6 6c96130f130ab0d6 8be5d113c0871ce1 997be1a092b75b80 a35b81a7d7927b70 a71b359a87afde13 aa6547439583c3a2 ad71fb4165536675 b8e148545b13c78b bb9b1163338b2a51 ca7459e2b26776de df452eef23e8cf2c e9974c507d2a8021'.split(
    ' ',
  ),
);

/** True for a value that a standard or a manual published as an example. */
export const isPublished = (value: string): boolean => PUBLISHED.has(createHash('sha256').update(value).digest('hex').slice(0, 16));
