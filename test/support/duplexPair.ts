import { Duplex } from 'node:stream';

/** Two ends of a pipe that carries both ways; as with a socket, the other end sees when one is closed. */
export function duplexPair(): [Duplex, Duplex] {
  const ends: Duplex[] = [];
  for (const side of [0, 1]) {
    const other = (): Duplex => ends[1 - side]!;
    ends[side] = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        if (!other().destroyed) other().push(Buffer.from(chunk));
        done();
      },
      destroy: (_error, done) => {
        if (!other().destroyed) other().push(null);
        done(null);
      },
    });
  }
  return [ends[0]!, ends[1]!];
}
