import { createRequire } from 'node:module';
import type { Document, LineCounter, Node } from 'yaml';
import type { Place } from '../../domain/policy/rules/values.ts';
import type { PolicyFault } from './faults.ts';

type Key = string | number;

/** A YAML text as a value, which knows where each part of it stands. */
export interface Yaml {
  readonly value: unknown;
  has(path: readonly PropertyKey[]): boolean;
  /** Place of the value at a path; of the nearest part around it where there is none. */
  place(path: readonly PropertyKey[]): Place;
  /** Place of a key of the mapping at a path. */
  placeOfKey(path: readonly PropertyKey[], key: string): Place;
}

/** YAML 1.2 → its value, or every fault of its syntax. Aliases are refused: a few lines of them can grow beyond memory. */
export function parseYaml(text: string): Yaml | { readonly faults: readonly PolicyFault[] } {
  // The library is loaded for those who have a policy of their own: it takes 12 MB.
  const yaml = createRequire(import.meta.url)('yaml') as typeof import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const faults: PolicyFault[] = document.errors.map(({ code, message, pos }) => ({
    place: placeAt(lines, pos[0]),
    code: code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'syntax',
    problem: code === 'DUPLICATE_KEY' ? 'This key stands twice in one mapping; keep one.' : `${message}.`,
  }));
  yaml.visit(document, {
    Alias: (_, { range }) => {
      faults.push({
        place: placeAt(lines, range?.[0] ?? 0),
        code: 'alias',
        problem: 'Aliases (*name) are not read; write the value out.',
      });
    },
  });
  return faults.length > 0 ? { faults } : { value: document.toJS(), ...placesOf(yaml, document, lines) };
}

function placesOf(yaml: typeof import('yaml'), document: Document, lines: LineCounter): Omit<Yaml, 'value'> {
  const nodeAt = (path: readonly PropertyKey[]): Node | null => {
    const node = document.getIn(path as readonly Key[], true);
    return yaml.isNode(node) ? node : null;
  };
  const start = (node: Node | null) => placeAt(lines, node?.range?.[0] ?? 0);
  const place = (path: readonly PropertyKey[]): Place => {
    const node = nodeAt(path);
    return node !== null || path.length === 0 ? start(node ?? document.contents) : place(path.slice(0, -1));
  };
  return {
    has: (path) => path.length === 0 || document.hasIn(path as readonly Key[]),
    place,
    placeOfKey: (path, key) => {
      const node = nodeAt(path);
      const pair = yaml.isMap(node)
        ? node.items.find((one) => yaml.isScalar(one.key) && String(one.key.value) === key)
        : undefined;
      return pair !== undefined && yaml.isNode(pair.key) ? start(pair.key) : place(path);
    },
  };
}

function placeAt(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
