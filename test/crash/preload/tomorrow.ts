import { registerHooks } from 'node:module';

/** Makes a bot the release of tomorrow: it has one migration more, of the additive kind that is allowed. */
const more = `
export const migrations = (engine: Engine): Record<string, Migration> => ({
  ...today(engine),
  '9999-tomorrow': {
    async up(db) {
      await db.schema.alterTable('requests').addColumn('weight', 'integer').execute();
      await db.schema.alterTable('work').addColumn('hint', 'text', (it) => it.notNull().defaultTo('')).execute();
      await db.schema.createIndex('requests_weight').on('requests').column('weight').execute();
      await db.schema.createTable('of_tomorrow').addColumn('key', 'text', (it) => it.primaryKey()).execute();
    },
  },
});
`;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith('/sql/migrations/index.ts')) return loaded;
    return { ...loaded, source: String(loaded.source).replace('export const migrations', 'const today') + more };
  },
});
