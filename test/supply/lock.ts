import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** What the lock file and package.json say, as far as the rules of supply look at it. */
export const root = resolve(import.meta.dirname, '..', '..');

const entrySchema = z.object({
  version: z.string().optional(),
  name: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  link: z.boolean().optional(),
  inBundle: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
});
const lockSchema = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), entrySchema) });
const versions = z.record(z.string(), z.string());
const ownSchema = z.object({
  dependencies: versions,
  devDependencies: versions,
  overrides: z.record(z.string(), z.union([z.string(), versions])).default({}),
  allowScripts: z.record(z.string(), z.boolean()),
});

export interface Locked extends z.output<typeof entrySchema> {
  /** Folder in the project: `node_modules/a/node_modules/b`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

/** Every package of the lock file. */
export function locked(): readonly Locked[] {
  const { packages } = lockSchema.parse(read('package-lock.json'));
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => {
      const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { ...entry, path, name, version: entry.version ?? '' };
    });
}

/** What is installed by `npm ci --omit dev`: what runs in production. */
export const shipped = (): readonly Locked[] => locked().filter(({ dev }) => dev !== true);

export const own = () => ownSchema.parse(read('package.json'));
