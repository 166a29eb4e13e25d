import { createHash, X509Certificate } from 'node:crypto';
import { fail } from '../../base/errors';

/** Where a vault is, and what proves that it is the one: credentials are bound to all three (THREATS 2). */
export interface Endpoint {
  /** `https://host:port`, or `http://` for this computer only. */
  readonly origin: string;
  readonly namespace?: string;
  /** PEM of the authorities that may sign the server's certificate; absent: those of the system. */
  readonly ca?: string;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
/** Names of mounts and namespaces: what no proxy, shell or reference reads in another way. */
const PLACE = /^[A-Za-z0-9_.-]{1,128}(?:\/[A-Za-z0-9_.-]{1,128}){0,9}$/;

export const isPlace = (text: string): boolean => PLACE.test(text) && !text.split('/').some((segment) => /^\.+$/.test(segment));

/** The origin of an address as a person or a file writes it; undefined where it is none, holds more than an origin, or is `http` to elsewhere. */
export function originOf(address: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  const { protocol, username, password, pathname, search, hash, hostname, host } = url;
  if (username !== '' || password !== '' || search !== '' || hash !== '' || (pathname !== '/' && pathname !== '') || hostname === '') return undefined;
  if (protocol === 'https:') return `https://${host}`;
  return protocol === 'http:' && LOOPBACK.test(hostname) ? `http://${host}` : undefined;
}

/** What a credential is bound to: 32 hex digits of SHA-256. A changed address, namespace or authority is another binding. */
export function bindingOf({ origin, namespace, ca }: Endpoint): string {
  return createHash('sha256')
    .update(JSON.stringify([origin, namespace ?? '', ca ?? '']))
    .digest('hex')
    .slice(0, 32);
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,65536}?-----END CERTIFICATE-----/g;

/** The certificates of a PEM file and nothing else of it. Throws `ArgumentInvalid` where there is none, or one that cannot be read. */
export function certificatesOf(text: string): string {
  const found = text.match(CERTIFICATE) ?? [];
  try {
    for (const pem of found) new X509Certificate(pem);
  } catch {
    return fail({ code: 'ArgumentInvalid', argument: '--ca' });
  }
  return found.length === 0 ? fail({ code: 'ArgumentInvalid', argument: '--ca' }) : `${found.join('\n')}\n`;
}
