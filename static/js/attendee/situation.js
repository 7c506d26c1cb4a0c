// What a phone knows: what the workshop shows, who its person is in it, and what of the last round they
// should be told. Touches no page.
import { cancelledBetween, nudgedBetween, spoken } from '../lib/news.js';

export class Situation {
  #outbox;

  constructor({ view, you, outbox }) {
    this.#outbox = outbox;
    this.told = { view, you }; // what the server last said of us, and what it showed then
    this.view = view;
    this.me = you;
    this.cancelled = null; // the key of the domain whose round was just cancelled
    this.missed = null; // the id of the round that closed before this person had rated, seen from here
    this.refused = null; // why the last vote was not taken: the error, with its round
  }

  get isHere() {
    return this.me.presence === 'here';
  }

  /** May what this browser keeps of the workshop go, as far as it is stored? */
  get isOver() {
    return this.me.presence !== 'here' || this.view.phase === 'finished';
  }

  /** Does what was refused belong to a round before the open one? */
  get isRefusedEarlier() {
    return this.refused !== null && this.view.round !== null && this.refused.round !== this.view.round.id;
  }

  /**
   * Take in a state and who it says we are. What of it a person should notice: `said`, a key of
   * words.status or null; has a round been opened for them (`opens`), and are they reminded of it
   * (`nudged`)? `isNews` if the server has said anew who we are.
   */
  take(view, you) {
    const before = this.view;
    const isNews = you !== this.told.you;
    this.view = view;
    // Only a snapshot brings ballot and round together; a ballot known from before is of no use here.
    if (isNews && view.round) this.#outbox.adopt(you.ballot?.round ?? view.round.id, you.ballot);
    const opens = view.round !== null && view.round.id !== before.round?.id;
    if (before.round && before.round.id !== view.round?.id) {
      this.cancelled = cancelledBetween(before, view);
      this.missed = this.#isMissing(before) ? before.round.id : null;
      this.#outbox.hurry(); // whether a choice that was held back came in time is told at once
    }
    if (view.round) this.cancelled = null;
    // A vote that came too late is told for as long as the next round is not rated.
    if (opens && this.refused?.round !== before.round?.id) this.refused = null;
    const noticed = {
      isNews,
      said: spoken(before, view),
      opens: opens && this.isHere,
      nudged: nudgedBetween(before, view) && this.isHere && !this.#outbox.isDone(view.round.id),
    };
    this.takeYou(you);
    return noticed;
  }

  /** A snapshot, or a word about coming and going, says anew who we are; a plain state does not. */
  takeYou(you) {
    if (you === this.told.you) return;
    this.told = { view: this.view, you };
    this.me = you;
  }

  /** What the person has just changed of themselves, before the server says it again. */
  change(part) {
    this.me = { ...this.me, ...part };
  }

  #isMissing({ round }) {
    return this.isHere && this.#outbox.status(round.id) === 'none';
  }
}
