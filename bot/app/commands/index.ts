import type { Understood } from '../../language/intent.ts';
import type { Command, Context, Replies } from '../command.ts';
import { anothersWords, withShortReason } from '../listen.ts';
import { again, refresh } from './again.ts';
import { audit } from './audit.ts';
import { cancel } from './cancel.ts';
import { choose } from './choose.ts';
import { decide } from './decide.ts';
import { help, unsupported } from './help.ts';
import { mine } from './mine.ts';
import { mute } from './mute.ts';
import { pending } from './pending.ts';
import { policy } from './policy.ts';
import { request } from './request.ts';
import { revoke } from './revoke.ts';
import { same } from './same.ts';
import { submit } from './submit.ts';
import { unknown } from './unknown.ts';
import { what } from './what.ts';
import { who } from './who.ts';

const fallback = unknown((context, said) => runIntent(context, said));

/** Everything that a person can say or press. A new command is a new file and one more line here. */
const commands: readonly Command[] = [
  request,
  decide,
  cancel,
  mute,
  revoke,
  mine,
  pending,
  who,
  what,
  audit,
  policy,
  same,
  submit,
  again,
  refresh,
  choose((context, said) => runIntent(context, said)),
  help,
  unsupported,
  fallback,
];

const byIntent = new Map(commands.flatMap((command) => (command.intents ?? []).map((intent) => [intent, command])));
const byVerb = new Map(commands.flatMap((command) => (command.verbs ?? []).map((verb) => [verb, command])));

/** What a sentence means → what is answered. */
export async function runIntent(context: Context, heard: Understood): Promise<Replies> {
  const { said, told } = withShortReason(heard);
  const shown = context.anothers ? await anothersWords(context, said) : null;
  return shown ?? [...((await (byIntent.get(said.intent) ?? fallback).said?.(context, said)) ?? []), ...told];
}

/** The command of a card's verb. */
export const commandOf = (verb: string): Command | undefined => byVerb.get(verb);
