import type { UserId } from '../domain/ids.ts';

/** Makes a 1:1 chat with a person who has never met the bot, by installing the app for them. */
export interface Installer {
  /** `chat` is a Bot Framework conversation id. `refused`: the tenant or the person does not allow it. */
  install(
    person: UserId,
  ): Promise<{ readonly chat: string } | { readonly retryAt: Date } | { readonly refused: string }>;
}
