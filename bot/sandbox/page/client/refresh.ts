import type { ActivityShown } from '../protocol.ts';
import { server } from './server.ts';

/**
 * Tells when a chat holds something new that wishes to be asked for afresh (a card with `refresh`): Teams does that
 * when it shows such a card and each time the bot has edited it. What a person sees alone does not count.
 */
export function refresher(person: string): (conversation: string, activities: readonly ActivityShown[]) => void {
  const seen = new Map<string, ActivityShown>();
  return (conversation, activities) => {
    const news = activities.filter((each) => seen.get(each.id) !== each);
    for (const each of news) seen.set(each.id, each);
    // A refresh that fails leaves the card as it was posted, as in Teams.
    if (news.some(({ cards }) => cards.some(({ refresh }) => refresh)))
      server.open(person, conversation).catch(() => {});
  };
}
