import { z } from 'zod';
import { exchangeError, nulBody } from '../faults.ts';
import { type Cmdlet, CmdletError, type Exchange, type Parameters } from './cmdlet.ts';
import { cmdlets } from './cmdlets/index.ts';

const call = z.object({
  CmdletInput: z.object({ CmdletName: z.string(), Parameters: z.record(z.string(), z.unknown()).nullish() }),
});

/** Which part of a long answer is wanted. `next` makes the address of the part that starts at `skip`. */
export interface Page {
  readonly size: number;
  readonly skip: number;
  readonly next: (skip: number) => string;
}

/** The name of the cmdlet in a body, for the record; null when there is none. */
export function cmdletName(body: unknown): string | null {
  const read = call.safeParse(body);
  return read.success ? read.data.CmdletInput.CmdletName : null;
}

/** Runs one cmdlet to its end (nothing else runs in between) and words the answer. */
export function invoke(exchange: Exchange, body: unknown, page: Page): Response {
  const read = call.safeParse(body);
  if (!read.success) return exchangeError(400, 'The request body is not a CmdletInput.', {}, 'BadRequest');
  const { CmdletName, Parameters } = read.data.CmdletInput;
  const cmdlet = cmdlets.get(CmdletName.toLowerCase());
  if (cmdlet === undefined) return nulBody();
  const refused = exchange.office.useRefusal(CmdletName);
  if (refused !== null) return exchangeError(refused.status, refused.says);
  try {
    const output = cmdlet.run(exchange, known(cmdlet, Parameters ?? {}));
    const warnings = output.warnings ?? [];
    if (output.value === null && warnings.length === 0) return new Response(null, { status: 204 });
    return Response.json({ ...paged(output.value ?? [], page), '@adminapi.warnings': warnings });
  } catch (error) {
    if (error instanceof CmdletError) return exchangeError(error.status, error.message);
    throw error;
  }
}

/** Parameters under their proper spelling; PowerShell ignores case. */
function known(cmdlet: Cmdlet, given: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const proper = cmdlet.parameters.find((each) => each.toLowerCase() === name.toLowerCase());
      if (proper === undefined)
        throw new CmdletError(
          `Ex7C0D93|System.Management.Automation.ParameterBindingException|A parameter cannot be found that matches parameter name '${name}'.`,
        );
      return [proper, value];
    }),
  );
}

function paged(value: readonly object[], page: Page): object {
  const end = page.skip + page.size;
  const part = value.slice(page.skip, end);
  return { value: part, ...(end < value.length ? { '@odata.nextLink': page.next(end) } : {}) };
}
