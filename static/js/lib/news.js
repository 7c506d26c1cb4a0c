// What has happened, as far as a person should be told: the steps between two states of a workshop, and
// the status region in which the page says them to screen readers.

/** The key of the domain whose open round was cancelled between the two views, or null.
 *
 * States between the two may have been missed. A round that was closed shows in its domain: among
 * the rounds on screen, or as a domain that is not "waiting" any more.
 */
export function cancelledBetween(before, after) {
  if (!before.round || before.round.id === after.round?.id) return null;
  const domain = before.domain;
  if (after.domain === domain && !after.round) {
    return countedIn(after).some((round) => round.id === before.round.id) ? null : domain;
  }
  const { status } = after.progress.find((entry) => entry.domain === (before.round.cells?.[0] ?? domain));
  return status === 'waiting' ? domain : null;
}

// The rounds whose results are on the screens: of one domain, or the last of each of several. A server of the release before sends no `cells`.
const countedIn = ({ rounds, cells = [] }) => [...rounds, ...cells.flatMap(({ last }) => last ?? [])];

/** The last of them; nothing has a number or an id that is undefined. */
export const lastOf = (view) => countedIn(view).reduce((last, one) => (one.id < last.id ? last : one), {});

/** What the status region says about the step from one view to the next: a key of words.status. */
export function spoken(before, after) {
  if (after.round) return before.round?.id === after.round.id ? null : 'round_open';
  if (before.round) return cancelledBetween(before, after) ? 'round_cancelled' : 'round_closed';
  if (after.break && after.break.started_at !== before.break?.started_at) return 'break';
  if (before.break && !after.break && before.phase === after.phase) return 'break_over';
  if (before.phase === after.phase && before.domain === after.domain) return null;
  if (isPreview(after)) return 'preview';
  if (after.phase === 'revealed' && lastOf(after).number === 0) return 'ahead';
  // A ruling that is only looked at again has been said.
  const known = before.progress.find(({ domain }) => domain === after.domain)?.ruling;
  if (after.phase === 'ruled' && known) return null;
  return { discussion: 'discussion', ruled: 'ruled', finished: 'finished' }[after.phase] ?? null;
}

/** Does a trainer show a domain that has no round yet, with its gold standard and levels? */
export const isPreview = ({ phase, domain }) => phase === 'lobby' && domain !== null;

/** Were those who have not rated reminded between the two views? */
export function nudgedBetween(before, after) {
  if (!after.round) return false;
  return after.round.nudges > (before.round?.id === after.round.id ? before.round.nudges : 0);
}

/** How many domains are done, of how many, and whether any has been rated. */
export function progressOf(view) {
  return {
    begun: view.progress.some(({ status }) => status !== 'waiting'),
    done: view.progress.filter((entry) => entry.ruling !== null).length,
    all: view.progress.length,
  };
}

/** What there is to tell of each domain: once the meeting is over, of what it rated alone (only a review may leave any out). */
export const told = ({ phase, progress }) => (phase === 'finished' ? progress.filter(({ status }) => status !== 'waiting') : progress);

/** The page's one status region. It says what happened, and never each count. */
export class Announcer {
  #region;
  #last = '';

  constructor(region) {
    this.#region = region;
  }

  /** Say a sentence once; the same sentence again is silent until another was said. */
  say(sentence) {
    if (!sentence || sentence === this.#last) return;
    this.#last = sentence;
    this.#region.textContent = sentence;
  }

  /** Say it even if it was the last thing said: it has happened again. */
  tell(sentence) {
    this.forget();
    this.say(sentence);
  }

  /** Leave nothing to be read: what the page said before script ran is no longer so. */
  clear() {
    this.#region.textContent = '';
    this.forget();
  }

  /** Let the next sentence be said even if it is the same as the last one. */
  forget() {
    this.#last = '';
  }
}
