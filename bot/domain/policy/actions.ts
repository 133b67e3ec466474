import type { UserId } from '../ids.ts';
import type { Request } from '../request.ts';
import { statusOf } from '../status.ts';
import { hasApproved, mayMute } from './deciding.ts';
import { isAsked } from './panels.ts';

/** What somebody can do about a request: the buttons of its cards. */
export type Action = 'approve' | 'deny' | 'cancel' | 'give-back' | 'revoke' | 'again' | 'mute';

/** Who looks at a request, and what is known of them. */
export interface Viewer {
  readonly id: UserId;
  /**
   * May they decide on it while it waits (`mayDecide`), end it later (`mayEnd`), and ask for anything (`usable`)? `as-asked`:
   * nothing was read; whoever is asked may, as far as anybody knows, and the click is checked.
   */
  readonly may: 'as-asked' | { readonly decide: boolean; readonly end: boolean; readonly ask: boolean };
}

/**
 * What a viewer can do about a request, as it is now. Never more than the rules accept of who was read live; less where
 * a button would be in vain or twice there.
 */
export function actionsOf(request: Request, viewer: Viewer): readonly Action[] {
  const own = request.requester === viewer.id;
  const holder = request.beneficiary === viewer.id;
  const asked = isAsked(request, viewer.id);
  const may = viewer.may === 'as-asked' ? { decide: asked, end: holder || asked, ask: true } : viewer.may;
  const again: readonly Action[] = own && may.ask ? ['again'] : [];
  const other = !own && !holder;
  const ends: readonly Action[] = !may.end ? [] : holder ? ['give-back'] : other ? ['revoke'] : [];
  switch (statusOf(request)) {
    case 'waiting':
      if (own) return ['cancel'];
      if (!other || !may.decide) return [];
      return hasApproved(request, viewer.id) ? ['deny'] : ['approve', 'deny'];
    case 'approved':
      // Only one that has to wait can be stopped by hand: the others are there before a finger is.
      if (request.status !== 'approved' || request.delay === null) return [];
      return own ? ['cancel'] : ends;
    case 'applied':
      return ends;
    case 'lapsed':
      // Where the right is there already, nothing is left to ask.
      return request.status === 'lapsed' && request.answered === null ? again : [];
    case 'failed':
    case 'cancelled':
      return again;
    case 'ended':
      return request.status === 'applied' && request.grant.origin === 'granted' ? again : [];
    case 'denied':
      return mayMute(request, viewer.id) ? ['mute'] : [];
    case 'ending':
      return [];
  }
}
