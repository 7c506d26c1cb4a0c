// A person's votes on their way to the store. Each has a vote id, under which it may be sent again and
// counts once. "Saved" is true only of what an acknowledgement, or a snapshot, says the store holds.
// What a vote says is a rating or, in a round that asks for several answers, all of them so far: {answers, done}.
import { Pending } from '../lib/pending.js';

const CHANGE_PAUSE = 400; // ms: the longest that a change of a stored rating may be held back
const EMPTY = { waiting: null, stored: null, own: {}, sequence: 0, mine: null, said: null }; // the last vote made here

/** Emits "refused" too, with the server's error and the vote's round in `detail`. */
export class Outbox extends Pending {
  #newId;
  #elsewhere = false;

  /** `ask` sends a vote and gives the answer, `newId` names one, `ballot` is stored in `round`. */
  constructor({ keep, ask, newId, round, ballot, isOver }) {
    super({ keep, ask, empty: EMPTY, isOver });
    this.#newId = newId;
    this.record.stored = null;
    if (round !== null && ballot) this.adopt(round, ballot);
    this.deliver();
  }

  /** What to show as chosen in a round: null is "Can't say", undefined no choice yet. */
  chosen(round) {
    const { waiting, stored } = this.record;
    return saidIn([waiting, stored].find((vote) => vote?.round === round));
  }

  /** Has this person nothing more to say in a round? */
  isDone(round) {
    return this.status(round) !== 'none' && this.chosen(round)?.done !== false;
  }

  /** What was stored for this person in a round, as far as this device knows. */
  own(round) {
    return this.record.own[round];
  }

  /** "none", "held" back for a moment, "saving", "late" or "saved", "elsewhere" if saved by another page of theirs, and "hidden" if by
   * another device of a person with several, which keeps its rating to itself. */
  status(round) {
    const { stored } = this.record;
    if (this.waitingIn(round)) return this.isLate ? 'late' : this.isHeld ? 'held' : 'saving';
    if (stored?.round !== round) return 'none';
    if (stored.hidden) return 'hidden';
    return this.#elsewhere ? 'elsewhere' : 'saved';
  }

  /** Take a choice; `delay` ms may pass before it is sent, in case another one follows. As long as nothing is stored,
   * the round does not close for everyone having rated; after that it may at any moment, so a change waits less. */
  choose(round, said, delay = 0) {
    const sequence = Math.max(this.record.sequence, this.kept().sequence) + 1;
    const waiting = { round, ...partsOf(said), vote_id: this.#newId(), sequence };
    this.#elsewhere = false;
    const most = this.record.stored?.round === round ? CHANGE_PAUSE : delay;
    this.begin({ waiting, sequence, mine: waiting.vote_id, said }, Math.min(delay, most));
  }

  /** Take in what a snapshot says is stored for this person in a round; null is nothing. */
  adopt(round, ballot) {
    const { waiting, stored, own, mine } = this.record;
    // A store that lost what it had acknowledged, after a failover: it gets the same vote again.
    // What another device of this person chose is not this one's to send.
    const again = !stored?.hidden && (mine === null || stored?.vote_id === mine) ? stored : null;
    const isLost = stored?.round === round && !waiting && (ballot ? again?.sequence > ballot.sequence : true);
    if (isLost) this.save({ waiting: again, stored: null, own: again ? own : { ...own, [round]: undefined } });
    if (isLost || !ballot) this.deliver();
    else this.#take(round, ballot);
  }

  /** The order of two rounds. */
  isBefore(one, other) {
    return one < other;
  }

  request(vote) {
    return vote;
  }

  taken(vote, { ballot }) {
    const foreign = ballot.vote_id !== vote.vote_id;
    this.#take(vote.round, ballot);
    this.#drop(vote);
    if (foreign && !this.record.waiting) this.#elsewhere = true;
    this.changed();
  }

  declined(vote, error) {
    this.#drop(vote);
    const { [error.field]: refused, ...others } = vote.answers ?? {};
    // One answer that can't be taken is no reason to lose the others.
    if (refused !== undefined && !this.record.waiting && Object.keys(others).length) {
      this.choose(vote.round, { answers: others, done: false });
    }
    this.dispatchEvent(new CustomEvent('refused', { detail: { ...error, round: vote.round } }));
  }

  reread() {
    this.#elsewhere = false;
    super.reread();
  }

  #take(round, ballot) {
    const { waiting, stored, sequence, own, mine, said } = this.record;
    // The late answer to an earlier vote.
    if ((stored && this.isBefore(round, stored.round)) || (stored?.round === round && stored.sequence > ballot.sequence)) return;
    // Snapshots say over and over what is known already.
    if (stored?.round === round && stored.vote_id === ballot.vote_id && waiting?.round !== round) return;
    const { vote_id } = ballot;
    const hidden = ballot.hidden && vote_id !== mine;
    const held = { round, ...partsOf(hidden ? undefined : ballot.hidden ? said : saidIn(ballot)), vote_id, sequence: ballot.sequence };
    const overtaken = waiting?.round === round && waiting.sequence <= ballot.sequence;
    if (overtaken) this.#elsewhere = waiting.vote_id !== ballot.vote_id;
    this.save({
      waiting: overtaken ? null : waiting,
      stored: hidden ? { ...held, hidden } : held,
      own: { ...own, [round]: saidIn(held) },
      sequence: Math.max(sequence, ballot.sequence),
    });
  }

  #drop(vote) {
    if (this.record.waiting?.vote_id === vote.vote_id) this.save({ waiting: null });
  }
}

const saidIn = (vote) => (vote?.answers ? { answers: vote.answers, done: vote.done } : vote?.rating);
const partsOf = (said) => (said?.answers ? said : { rating: said });
