import { runServer } from './lsp/runServer';

declare const TACIT_VERSION: string;

runServer(__dirname, TACIT_VERSION);
