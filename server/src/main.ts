import { runServer } from './lsp/runServer';
import { relaunched } from './run/relaunch';

declare const TACIT_VERSION: string;

if (!relaunched(__filename, process.argv.slice(2), 1)) runServer(__dirname, TACIT_VERSION);
