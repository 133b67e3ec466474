import dotenv from 'dotenv';
import type { ConfigFault } from './reader.ts';

/**
 * Reads `.env` of the current directory into the environment, where `NODE_ENV` is not production. One that is there and cannot be read is a fault:
 * without it another configuration would run, on another store.
 */
export function readEnvFile(env: NodeJS.ProcessEnv): readonly ConfigFault[] {
  if (env.NODE_ENV === 'production') return [];
  const { error } = dotenv.config({ quiet: true });
  const code = error !== undefined && 'code' in error ? error.code : null;
  if (error === undefined || code === 'ENOENT') return [];
  return [{ name: '.env', problem: 'is there and cannot be read; check its permissions, or move it away' }];
}
