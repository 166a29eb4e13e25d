import { type Connection, MessageType } from 'vscode-languageserver';
import { tell } from './tell';

/** Causes remembered; a session that has more of them is not made quieter by one more message. */
const MOST = 1000;

/** Messages that come without being asked for: each cause is told once in a session, however often it is met again. */
export class Notices {
  readonly #connection: Connection;
  readonly #told = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `cause` tells apart what reads the same: two projects may have the same fault. */
  warn(cause: string, message: string): void {
    const key = `${cause}\0${message}`;
    if (this.#told.has(key)) return;
    if (this.#told.size < MOST) this.#told.add(key);
    tell(this.#connection, MessageType.Warning, message);
  }
}
