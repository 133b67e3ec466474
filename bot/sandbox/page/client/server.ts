import type { FaultyService, Found, GroupState, Locale, Mode, Patch, Pressed } from '../protocol.ts';

const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

async function post<T>(verb: string, body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json', 'X-Sandbox-Page': '1' };
  const answer = await fetch(`/api/${verb}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}.`);
  return (await answer.json()) as T;
}

/** What a person does, told to the page's server. Each rejects when the server cannot be reached. */
export const server = {
  say: (person: string, text: string, conversation: string | null) =>
    post<{ status: number }>('say', { person, text, timeZone, ...(conversation && { conversation }) }),
  press: (person: string, conversation: string, activity: string, verb: string, data: object) =>
    post<Pressed>('press', { person, conversation, activity, verb, data, timeZone }),
  /** The chat is being looked at: its cards are asked for afresh where they wish it. */
  open: (person: string, conversation: string) => post<object>('open', { person, conversation, timeZone }),
  submit: (person: string, conversation: string, value: object) =>
    post<{ status: number }>('submit', { person, conversation, value, timeZone }),
  search: (person: string, conversation: string, dataset: string, query: string) =>
    post<{ results: Found[] | null }>('search', { person, conversation, dataset, query, timeZone }),
  misbehave: (service: FaultyService, mode: Mode | null) => post<object>('misbehave', { service, mode }),
  group: (group: string, state: GroupState) => post<object>('group', { group, state }),
  language: (person: string, locale: Locale) => post<object>('language', { person, locale }),
};

/** Listens for patches for as long as the page is open; the browser itself connects again after a break. */
export function listen(onPatch: (patch: Patch) => void, onLink: (linked: boolean) => void): void {
  const source = new EventSource('/api/events');
  source.addEventListener('open', () => onLink(true));
  source.addEventListener('error', () => onLink(false));
  source.addEventListener('message', (event) => onPatch(JSON.parse(event.data) as Patch));
}
