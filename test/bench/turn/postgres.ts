import { openPostgres as open } from '../../../bot/adapters/postgres/open.ts';
import { measured } from './measured.ts';

/** In the place of bot/adapters/postgres/open.ts. */
export const openPostgres = async (options: Parameters<typeof open>[0]): ReturnType<typeof open> =>
  measured(await open(options));
