import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * The program. What Node makes of our code (types taken out, compiled) is kept beside the libraries for the next start,
 * which halves it. Where nothing can be written there, each start does it anew.
 */
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/behalf', import.meta.url)));
await import('./start.ts');
// Else it would be written only by an orderly end.
setTimeout(flushCompileCache, 10_000).unref();
