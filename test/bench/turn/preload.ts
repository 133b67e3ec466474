import { registerHooks } from 'node:module';

/** Before the bot: three of its modules give way to the bench's own, which wrap them. All else is as in production. */
const replaced: Readonly<Record<string, string>> = {
  'sqlite/open.ts': './sqlite.ts',
  'postgres/open.ts': './postgres.ts',
  './windows.ts': './windows.ts',
};

registerHooks({
  resolve(specifier, context, next) {
    const [, own] = Object.entries(replaced).find(([end]) => specifier.endsWith(end)) ?? [];
    const inBot = context.parentURL?.includes('/bot/') && !context.parentURL.includes('/bench/');
    return own !== undefined && inBot ? next(new URL(own, import.meta.url).href, context) : next(specifier, context);
  },
});
