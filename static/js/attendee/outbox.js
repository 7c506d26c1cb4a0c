// A person's votes on their way to the store. A vote is kept until the server acknowledges it, and
// is sent again after a time-out, a reconnect or a reload under the same vote id, so that it counts
// once. "Saved" is true only of what an acknowledgement, or a snapshot, says the store holds.
import { Delivery } from './delivery.js';

const LATE_AFTER = 2500; // ms without an acknowledgement until the person is told
const OTHER_TAB = 3000; // ms for the tab that made a vote to send it before this one does
// Refusals that no repeat can change; after any other, the vote is kept and sent again.
const FINAL = new Set([
  'malformed',
  'rating-outside-scale',
  'not-allowed',
  'old-link',
  'person-removed',
  'person-left',
  'unknown-person',
  'unknown-workshop',
  'round-closed',
  'round-cancelled',
  'round-never-opened',
]);
const EMPTY = { waiting: null, stored: null, own: {}, sequence: 0, mine: null, said: null }; // the last vote made here

/** Emits "change", and "refused" with the server's error and the vote's round in `detail`. */
export class Outbox extends EventTarget {
  #keep;
  #ask;
  #newId;
  #record;
  #delivery;
  #notBefore = 0;
  #late = false;
  #elsewhere = false;
  #lateTimer;

  /** `ask` sends a vote and gives the answer, `newId` names one, `ballot` is stored in `round`. */
  constructor({ keep, ask, newId, round, ballot }) {
    super();
    this.#keep = keep;
    this.#ask = ask;
    this.#newId = newId;
    this.#record = { ...EMPTY, ...keep.read(), stored: null };
    this.#delivery = new Delivery(
      () => this.#record.waiting,
      (vote) => this.#attempt(vote),
    );
    if (round !== null && ballot) this.adopt(round, ballot);
    keep.onForeignWrite(() => this.#reread());
    this.#delivery.hurry();
  }

  /** The rating to show as chosen in a round: null is "Can't say", undefined no choice yet. */
  chosen(round) {
    const { waiting, stored } = this.#record;
    return [waiting, stored].find((vote) => vote?.round === round)?.rating;
  }

  /** The rating that was stored for this person in a round, as far as this device knows. */
  own(round) {
    return this.#record.own[round];
  }

  /** "none", "saving", "late" or "saved", "elsewhere" if saved by another page of theirs, and "hidden" if by
   * another device of a person with several, which keeps its rating to itself. */
  status(round) {
    const { waiting, stored } = this.#record;
    if (waiting?.round === round) return this.#late ? 'late' : 'saving';
    if (stored?.round !== round) return 'none';
    if (stored.hidden) return 'hidden';
    return this.#elsewhere ? 'elsewhere' : 'saved';
  }

  /** Take a choice; `delay` ms may pass before it is sent, in case another one follows. */
  choose(round, rating, delay = 0) {
    // Another tab may have voted a moment ago.
    const sequence = Math.max(this.#record.sequence, this.#keep.read()?.sequence ?? 0) + 1;
    const waiting = { round, rating, vote_id: this.#newId(), sequence };
    this.#elsewhere = this.#late = false;
    this.#notBefore = performance.now() + delay;
    clearTimeout(this.#lateTimer);
    this.#lateTimer = setTimeout(() => this.#beLate(), LATE_AFTER + delay);
    this.#save({ waiting, sequence, mine: waiting.vote_id, said: rating });
    this.#delivery.hurry();
  }

  /** Send what waits now: there is a connection again, or the page is about to be hidden. */
  hurry() {
    this.#notBefore = 0;
    this.#delivery.hurry();
  }

  /** Take in what a snapshot says is stored for this person in a round; null is nothing. */
  adopt(round, ballot) {
    const { waiting, stored, own, mine } = this.#record;
    // A store that lost what it had acknowledged, after a failover: it gets the same vote again.
    // What another device of this person chose is not this one's to send.
    const again = !stored?.hidden && (mine === null || stored?.vote_id === mine) ? stored : null;
    const isLost = stored?.round === round && !waiting && (ballot ? again?.sequence > ballot.sequence : true);
    if (isLost) this.#save({ waiting: again, stored: null, own: again ? own : { ...own, [round]: undefined } });
    if (isLost || !ballot) this.#delivery.hurry();
    else this.#take(round, ballot);
  }

  #take(round, ballot) {
    const { waiting, stored, sequence, own, mine, said } = this.#record;
    // The late answer to an earlier vote.
    if (stored?.round > round || (stored?.round === round && stored.sequence > ballot.sequence)) return;
    // Snapshots say over and over what is known already.
    if (stored?.round === round && stored.vote_id === ballot.vote_id && waiting?.round !== round) return;
    const { vote_id } = ballot;
    const hidden = ballot.hidden && vote_id !== mine;
    const rating = hidden ? undefined : ballot.hidden ? said : ballot.rating;
    const held = { round, rating, vote_id, sequence: ballot.sequence };
    const overtaken = waiting?.round === round && waiting.sequence <= ballot.sequence;
    if (overtaken) this.#elsewhere = waiting.vote_id !== ballot.vote_id;
    this.#save({
      waiting: overtaken ? null : waiting,
      stored: hidden ? { ...held, hidden } : held,
      own: { ...own, [round]: rating },
      sequence: Math.max(sequence, ballot.sequence),
    });
  }

  async #attempt(vote) {
    const early = this.#notBefore - performance.now();
    if (early > 0) {
      await this.#delivery.rest(early);
      return true; // whatever waits by then is tried anew
    }
    const settled = this.#settle(vote, await this.#ask('vote', vote));
    if (!settled) this.#beLate();
    return settled;
  }

  /** Is this vote over and done with, one way or the other? */
  #settle(vote, answer) {
    if (answer.ok) {
      const foreign = answer.ballot.vote_id !== vote.vote_id;
      this.#take(vote.round, answer.ballot);
      this.#drop(vote);
      if (foreign && !this.#record.waiting) this.#elsewhere = true;
      this.#changed();
      return true;
    }
    if (!FINAL.has(answer.error.code)) return false;
    this.#drop(vote);
    this.dispatchEvent(new CustomEvent('refused', { detail: { ...answer.error, round: vote.round } }));
    return true;
  }

  #drop(vote) {
    if (this.#record.waiting?.vote_id === vote.vote_id) this.#save({ waiting: null });
  }

  #beLate() {
    if (!this.#record.waiting || this.#late) return;
    this.#late = true;
    this.#changed();
  }

  #reread() {
    this.#record = { ...EMPTY, ...this.#keep.read() };
    this.#elsewhere = false;
    this.#changed();
    if (!this.#record.waiting) return;
    this.#notBefore = performance.now() + OTHER_TAB;
    this.#delivery.hurry();
  }

  #save(part) {
    this.#record = { ...this.#record, ...part };
    this.#keep.write(this.#record);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
