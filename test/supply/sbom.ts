/** `npm run -s sbom`: the bill of materials of what is shipped, CycloneDX as JSON, on standard output. */
import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { root, shipped } from './lock.ts';

const ref = z.looseObject({ 'bom-ref': z.string(), name: z.string(), version: z.string() });
const bomSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: ref }),
  components: z.array(ref),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

/**
 * npm's own list, without what only development needs. npm's `--omit dev` is not used: it also leaves out what
 * production and development share (here the database driver, for one).
 * @throws when npm cannot list, or lists not all that the lock file ships
 */
export function bom(): z.output<typeof bomSchema> {
  const npm = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const text = execFileSync('npm', npm, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const { metadata, components, dependencies, ...rest } = bomSchema.parse(JSON.parse(text));
  const wanted = new Set(shipped().map(({ name, version }) => `${name}@${version}`));
  const kept = components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
  const listed = new Set(kept.map(({ name, version }) => `${name}@${version}`));
  const missing = [...wanted].filter((each) => !listed.has(each));
  if (missing.length > 0) throw new Error(`npm does not list ${missing.join(', ')}`);
  const own = metadata.component['bom-ref'];
  const refs = new Set([own, ...kept.map((each) => each['bom-ref'])]);
  return {
    ...rest,
    metadata: { ...metadata, component: { ...metadata.component, name: 'behalf' } },
    components: kept,
    dependencies: dependencies
      .filter((each) => refs.has(each.ref))
      .map((each) => ({ ...each, dependsOn: each.dependsOn.filter((to) => refs.has(to)) })),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.stdout.write(`${JSON.stringify(bom(), null, 2)}\n`);
