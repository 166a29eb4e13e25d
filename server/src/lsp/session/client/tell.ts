import type { Connection, MessageType } from 'vscode-languageserver';
import { unattended } from './answer';

/** Shows a message that nobody waits for and that has no buttons: a notification, so that an editor that goes away leaves no open question. */
export function tell(connection: Connection, type: MessageType, message: string): void {
  unattended('window/showMessage', () => connection.sendNotification('window/showMessage', { type, message }));
}
