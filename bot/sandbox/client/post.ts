/** Posts to the bot as the channel does; gives up after the 15 seconds that Teams waits for an invoke. */
export async function post(
  bot: string | null,
  body: string | Buffer,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  if (bot === null) throw new Error('The twin does not know yet where the bot listens: call setBot first.');
  const response = await fetch(`${bot}/api/messages`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers,
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, text: await response.text() };
}
