import { passingWords } from '../exchange/passing.ts';
import type { Misbehaviour, Twin, TwinPerson } from '../twin.ts';
import type { FaultyService, Locale, Mode } from './protocol.ts';

/** The page's own switches: how each service is made to misbehave. */
export interface Memory {
  modeOf(service: FaultyService): Mode | null;
  setMode(service: FaultyService, mode: Mode | null): void;
}

/** Long enough to be watched, short enough to be waited for. */
const meaning: Readonly<Record<Mode, Misbehaviour>> = {
  throttle: { kind: 'throttle', retryAfterSeconds: 15 },
  down: { kind: 'down', status: 503 },
  late: { kind: 'late', ms: 6000 },
  'lose-reply': { kind: 'lose-reply' },
  refuse: { kind: 'refuse', says: passingWords, only: 'changes' },
  orphan: { kind: 'orphan', name: 'Left Long Ago' },
  'bare-names': { kind: 'bare-names' },
};

export function openMemory(twin: Twin): Memory {
  const modes = new Map<FaultyService, Mode | null>();
  return {
    modeOf: (service) => modes.get(service) ?? null,
    setMode(service, mode) {
      modes.set(service, mode);
      twin.misbehave(service, mode && meaning[mode]);
    },
  };
}

export function localeOf({ preferredLanguage }: TwinPerson): Locale {
  return preferredLanguage?.startsWith('nl') ? 'nl' : 'en';
}

/**
 * A person chooses another language: their Teams client speaks it from now on, and the directory says so too, for a
 * bot that has never heard of them.
 */
export function setLocale(twin: Twin, person: TwinPerson, locale: Locale): void {
  const preferredLanguage = { en: 'en-US', nl: 'nl-NL' }[locale];
  twin.world.people.set(person.id, { ...person, preferredLanguage });
}
