import { type Policy, type Ruling, rulingOf, type Target, VALUE_KEYS } from '../../domain/policy.ts';
import { RIGHTS } from '../../domain/request.ts';

/** What a change of the file changes: rules and limits by name, and for these groups every value. */
export function diff(before: Policy, after: Policy, groups: readonly Target[]): readonly string[] {
  const lines = [
    ...names('rule', before.book.rules, after.book.rules),
    ...names('limit', before.book.limits, after.book.limits),
    ...groups.flatMap((group) =>
      RIGHTS.flatMap((right) => {
        const [old, now] = [rulingOf(before.book, group, right), rulingOf(after.book, group, right)];
        const title = `${group.name ?? group.address ?? group.id ?? 'group'} ${right}`;
        return changes(old, now).map((change) => `${title}: ${change}`);
      }),
    ),
  ];
  return lines.length === 0 ? ['Nothing changes.'] : lines;
}

type Named = { readonly name: string };

function names(what: string, before: readonly Named[], after: readonly Named[]): readonly string[] {
  const [old, now] = [before, after].map((all) => new Set(all.map(({ name }) => name)));
  return [
    ...after.filter(({ name }) => !old?.has(name)).map(({ name }) => `${what} ${name}: new`),
    ...before.filter(({ name }) => !now?.has(name)).map(({ name }) => `${what} ${name}: gone`),
  ];
}

function changes(before: Ruling, after: Ruling): readonly string[] {
  const text = (value: unknown) => JSON.stringify(value);
  const rule = before.rule === after.rule ? [] : [`rule ${before.rule ?? 'none'} → ${after.rule ?? 'none'}`];
  return [
    ...rule,
    ...VALUE_KEYS.filter((key) => text(before.values[key]) !== text(after.values[key])).map(
      (key) => `${key} ${text(before.values[key])} → ${text(after.values[key])}`,
    ),
  ];
}
