import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// JavaScript, the only file here that is: Node's compiler of TypeScript costs 40 MB and a sixth of a second as soon as
// one file needs it. What it has made of our code is kept beside the libraries, so that from the second start on none
// does. Where nothing can be written there, each start does it anew.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/behalf', import.meta.url)));
await import('./main.ts');
