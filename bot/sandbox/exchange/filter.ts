import { CmdletError } from './cmdlet.ts';

/** Sieves by an OPATH filter of the one form `Property -eq 'value'`; any other is an error, never silently all. */
export function filtered(objects: readonly object[], filter: string | undefined): readonly object[] {
  if (filter === undefined) return objects;
  const parts = /^\s*(\w+)\s+-eq\s+'((?:[^']|'')*)'\s*$/i.exec(filter);
  if (parts === null)
    throw new CmdletError(`Ex8D1C22|Microsoft.Exchange.Data.ParsingException|Invalid filter syntax: ${filter}`);
  const [, property = '', quoted = ''] = parts;
  const wanted = quoted.replaceAll("''", "'").toLowerCase();
  return objects.filter((object) => {
    const value = Object.entries(object).find(([key]) => key.toLowerCase() === property.toLowerCase())?.[1];
    return [value].flat().some((each) => String(each).toLowerCase() === wanted);
  });
}
