import * as http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What goes wrong with a request. `cut-after`: the server does it, and its answer is lost. */
export type Fault =
  | 'pass'
  | 'silent'
  | 'cut-before'
  | 'cut-after'
  | 'half'
  | 'drip'
  | 'garbage'
  | 'html'
  | 'oversize'
  | 'deep'
  | { readonly redirect: string }
  | { readonly status: number; readonly body?: string; readonly headers?: http.OutgoingHttpHeaders };

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface FaultProxy {
  readonly url: string;
  readonly seen: Seen[];
  /** Decides for each request, in order of arrival. */
  fault: (request: Seen, index: number) => Fault;
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that hands requests on to `target` (or answers 404 where there is none) and does to them what `fault` says. */
export async function startFaultProxy(target?: string): Promise<FaultProxy> {
  const seen: Seen[] = [];
  const sockets = new Set<Socket>();
  const proxy = { seen, fault: (): Fault => 'pass' } as unknown as { -readonly [K in keyof FaultProxy]: FaultProxy[K] };
  const server = http.createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const request: Seen = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body: body.toString('utf8') };
      seen.push(request);
      void answer(request, body, outgoing, proxy.fault(request, seen.length - 1), target);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise<void>((done) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
      }),
  });
}

async function answer({ method, url, headers }: Seen, body: Buffer, outgoing: http.ServerResponse, fault: Fault, target: string | undefined): Promise<void> {
  const json = (status: number, text: string, more: http.OutgoingHttpHeaders = {}): void => {
    outgoing.writeHead(status, { 'Content-Type': 'application/json', ...more });
    outgoing.end(text);
  };
  if (typeof fault === 'object') {
    if ('redirect' in fault) json(307, '', { Location: fault.redirect });
    else json(fault.status, fault.body ?? '{"errors":[]}', fault.headers);
    return;
  }
  switch (fault) {
    case 'silent':
      return;
    case 'cut-before':
      outgoing.destroy();
      return;
    case 'half':
      outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 1000 });
      outgoing.write('{"data":{"data":{"K":"half');
      setTimeout(() => outgoing.destroy(), 20);
      return;
    case 'drip': {
      outgoing.writeHead(200, { 'Content-Type': 'application/json' });
      const timer = setInterval(() => outgoing.write(' '), 20);
      outgoing.on('close', () => clearInterval(timer));
      return;
    }
    case 'garbage':
      json(200, '{"data": canary-from-the-server');
      return;
    case 'html':
      outgoing.writeHead(200, { 'Content-Type': 'text/html' });
      outgoing.end('<html>Please sign in to the guest network</html>');
      return;
    case 'oversize': {
      outgoing.writeHead(200, { 'Content-Type': 'application/json' });
      const block = ' '.repeat(1024 * 1024);
      const more = (): void => {
        while (!outgoing.destroyed && outgoing.write(block));
        if (!outgoing.destroyed) outgoing.once('drain', more);
      };
      more();
      return;
    }
    case 'deep':
      json(200, `${'{"data":'.repeat(5000)}1${'}'.repeat(5000)}`);
      return;
    case 'cut-after':
    case 'pass':
      if (target === undefined) json(404, '{"errors":[]}');
      else await forward(target, { method, url, headers }, body, outgoing, fault === 'cut-after');
  }
}

const forward = (
  target: string,
  { method, url, headers }: Pick<Seen, 'method' | 'url' | 'headers'>,
  body: Buffer,
  outgoing: http.ServerResponse,
  cut: boolean,
): Promise<void> =>
  new Promise((done) => {
    const request = http.request(`${target}${url}`, { method, headers: { ...headers, host: new URL(target).host }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if (cut) outgoing.destroy();
        else {
          outgoing.writeHead(response.statusCode ?? 502, response.headers);
          outgoing.end(Buffer.concat(chunks));
        }
        done();
      });
    });
    request.on('error', () => {
      outgoing.destroy();
      done();
    });
    request.end(body);
  });
