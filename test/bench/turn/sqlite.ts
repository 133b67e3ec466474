import { openSqlite as open } from '../../../bot/adapters/sqlite/open.ts';
import { measured } from './measured.ts';

/** In the place of bot/adapters/sqlite/open.ts. */
export const openSqlite = async (options: Parameters<typeof open>[0]): ReturnType<typeof open> =>
  measured(await open(options));
