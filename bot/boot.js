// First, and evaluated before the rest is loaded: an older Node says what is missing.
import './config/minimum.cjs';
import { fileURLToPath } from 'node:url';

// JavaScript, as Node's compiler of TypeScript costs 40 MB and a sixth of a second as soon as one file needs it. What it
// has made of our code is kept beside the libraries, so that from the second start on none does. Where nothing can be
// written there, each start does it again. Imported here and not above, since an older Node has no such export.
const { enableCompileCache } = await import('node:module');
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/behalf', import.meta.url)));
await import('./main.ts');
