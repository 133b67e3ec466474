import type { Misbehaviour, Twin, TwinPerson } from '../twin.ts';
import type { FaultyService, Locale, Mode } from './protocol.ts';

/** What the page itself remembers: things that a Teams client or its user knows and the twin does not tell. */
export interface Memory {
  localeOf(person: TwinPerson): Locale;
  setLocale(person: string, locale: Locale): void;
  modeOf(service: FaultyService): Mode | null;
  setMode(service: FaultyService, mode: Mode | null): void;
}

/** Long enough to be watched, short enough to be waited for. */
const meaning: Readonly<Record<Mode, Misbehaviour>> = {
  throttle: { kind: 'throttle', retryAfterSeconds: 15 },
  down: { kind: 'down', status: 503 },
  late: { kind: 'late', ms: 6000 },
  'lose-reply': { kind: 'lose-reply' },
};

export function openMemory(twin: Twin): Memory {
  const locales = new Map<string, Locale>();
  const modes = new Map<FaultyService, Mode | null>();
  return {
    localeOf: ({ id, preferredLanguage }) => locales.get(id) ?? (preferredLanguage?.startsWith('nl') ? 'nl' : 'en'),
    setLocale: (person, locale) => void locales.set(person, locale),
    modeOf: (service) => modes.get(service) ?? null,
    setMode(service, mode) {
      modes.set(service, mode);
      twin.misbehave(service, mode && meaning[mode]);
    },
  };
}
