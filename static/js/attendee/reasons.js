// What a person writes to explain a rating, on its way to the store. Drafts are kept per domain
// through states, rounds and reloads. Touches no page.
import { Pending } from '../lib/pending.js';

// Drafts by domain, what is held by round, and the rounds in which something was held whose words are
// not kept here any more.
const EMPTY = { drafts: {}, waiting: null, held: {}, given: [] };

/** Emits "sent" (detail: the reason now held, or null) and "refused" (the error and the reason's
 * round) too. */
export class Reasons extends Pending {
  #taken = null; // the round whose reason was just taken back

  /** `ask` sends a reason and gives the answer; `reason` is held in the round `at` (null: none). */
  constructor({ keep, ask, at, reason }) {
    super({ keep, ask, empty: EMPTY });
    this.adopt(at, reason);
    this.moveOn(at);
    this.deliver();
  }

  /** What the field holds. */
  text({ round, domain }) {
    return this.record.drafts[domain] ?? this.waitingIn(round)?.text ?? this.held(round)?.text ?? '';
  }

  /** The reason that the server holds for this person in a round: {text, shown, hidden}. */
  held(round) {
    return this.record.held?.[round] ?? null;
  }

  /** "none", "draft", "sending", "late", "sent", "changed", "taken", "shown" or "withdrawn", and "hidden" if
   * another device of a person with several sent it, whose words are not told here. */
  status({ round, domain }) {
    if (this.held(round)?.shown) return 'shown';
    if (this.waitingIn(round)) return this.isLate ? 'late' : 'sending';
    const text = tidy(this.text({ round, domain }));
    if (this.held(round)?.hidden) return text ? 'draft' : 'hidden';
    if (this.held(round)) return text === this.held(round).text ? 'sent' : 'changed';
    if (this.#taken === round) return 'taken';
    if (text) return 'draft';
    return this.record.withdrawn === round ? 'withdrawn' : 'none';
  }

  write({ round, domain }, text) {
    if (this.#taken === round) this.#taken = null;
    this.save({ drafts: { ...this.record.drafts, [domain]: text } });
  }

  send({ round, domain }) {
    this.#send({ round, domain, text: tidy(this.text({ round, domain })) });
  }

  /** The words stay in the field, so that a slip costs nothing. */
  takeBack({ round, domain }) {
    this.write({ round, domain }, this.text({ round, domain }));
    this.#send({ round, domain, text: '' });
  }

  /** Take in what a snapshot says is held for this person; what is not held any more is a draft. */
  adopt({ round, domain }, reason) {
    if (round === null || this.waitingIn(round)) return;
    const known = this.held(round);
    const { held, drafts } = this.record;
    if (reason?.withdrawn) return this.#withdraw({ round, domain });
    if (reason) return this.save({ held: { ...held, [round]: reason } });
    if (!known) return;
    const kept = known.hidden ? drafts : { [domain]: known.text, ...drafts };
    this.save({ held: { ...held, [round]: null }, drafts: kept });
  }

  /** Reasons are for this round now: the words of others go from this device, where a trainer may by now have
   * taken them down. Is it one that something was held in, which a snapshot would say? */
  moveOn({ round }) {
    const { held, given } = this.record;
    const others = Object.keys(held).map(Number).filter((one) => one !== round && held[one]);
    const mayBeHeld = given.includes(round) && !held[round];
    if (others.length || mayBeHeld) {
      const left = given.filter((one) => one !== round && !others.includes(one));
      this.save({ held: held[round] ? { [round]: held[round] } : {}, given: [...left, ...others] });
    }
    return mayBeHeld;
  }

  // Its words go from this device too; what has been begun since then stays.
  #withdraw({ round, domain }) {
    const { held, drafts, withdrawn } = this.record;
    const gone = held[round];
    if (!gone && withdrawn === round) return;
    const { [domain]: draft, ...others } = drafts;
    const isIt = gone && tidy(draft ?? '') === gone.text;
    this.save({ held: { ...held, [round]: null }, drafts: isIt ? others : drafts, withdrawn: round });
  }

  #send(waiting) {
    this.#taken = null;
    this.begin({ waiting });
  }

  request({ round, text }) {
    return { round, text };
  }

  taken(sent, { reason }) {
    const { round, domain, text } = sent;
    const { held } = this.record;
    const rest = { ...this.record.drafts };
    if (text && tidy(rest[domain] ?? '') === text) delete rest[domain];
    if (!text) this.#taken = round;
    this.save({ drafts: rest, waiting: this.#after(sent), held: { ...held, [round]: reason } });
    this.dispatchEvent(new CustomEvent('sent', { detail: reason }));
  }

  /** Back into the field: what could not be taken is not lost. */
  declined(sent, error) {
    const { round, domain, text } = sent;
    const { drafts } = this.record;
    const kept = text && !(domain in drafts) ? { drafts: { ...drafts, [domain]: text } } : {};
    this.save({ ...kept, waiting: this.#after(sent) });
    this.dispatchEvent(new CustomEvent('refused', { detail: { ...error, round } }));
  }

  // What waits once this is settled: another one, if it was written meanwhile.
  #after(sent) {
    const { waiting } = this.record;
    return isSame(waiting, sent) ? null : waiting;
  }
}

const isSame = (one, other) => one?.round === other.round && one.text === other.text;

/** White space as the server keeps it, so that a text can be compared with its stored form. */
const tidy = (text) => text.normalize('NFC').trim().split(/\s+/).join(' ');
