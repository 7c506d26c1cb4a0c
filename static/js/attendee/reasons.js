// What a person writes to explain an answer, on its way to the store. Drafts are kept per domain
// through states, rounds and reloads. Touches no page.
//
// A reason is given in a place: {round, domain, about}, where `about` is the cell that it is about if its round asks
// several, and else empty.
import { Pending } from '../lib/pending.js';

// Drafts by domain, what is held by place, and the places in which something was held whose words are
// not kept here any more.
const EMPTY = { drafts: {}, waiting: null, held: {}, given: [] };

/** Emits "sent" (detail: the reason now held, or null) and "refused" (the error and the reason's
 * place) too. */
export class Reasons extends Pending {
  #taken = null; // the place whose reason was just taken back

  /** `ask` sends a reason and gives the answer; `reason` is held in the round `at` (null: none). */
  constructor({ keep, ask, at, reason, isOver }) {
    super({ keep, ask, empty: EMPTY, isOver });
    this.adopt(at, reason);
    this.moveOn(at);
    this.deliver();
  }

  /** What the field holds. */
  text(at) {
    return this.record.drafts[at.domain] ?? this.#waitingAt(at)?.text ?? this.held(at)?.text ?? '';
  }

  /** The reason that the server holds for this person in a place: {text, shown, hidden}. */
  held(at) {
    return this.record.held?.[keyOf(at)] ?? null;
  }

  /** "none", "draft", "sending", "late", "sent", "changed", "taken", "shown" or "withdrawn", and "hidden" if
   * another device of a person with several sent it, whose words are not told here. */
  status(at) {
    const held = this.held(at);
    if (held?.shown) return 'shown';
    if (this.#waitingAt(at)) return this.isLate ? 'late' : 'sending';
    const text = tidy(this.text(at));
    if (held?.hidden) return text ? 'draft' : 'hidden';
    if (held) return text === held.text ? 'sent' : 'changed';
    if (this.#taken === keyOf(at)) return 'taken';
    if (text) return 'draft';
    return this.record.withdrawn === keyOf(at) ? 'withdrawn' : 'none';
  }

  write(at, text) {
    if (this.#taken === keyOf(at)) this.#taken = null;
    this.save({ drafts: { ...this.record.drafts, [at.domain]: text } });
  }

  send(at) {
    this.#send({ ...at, text: tidy(this.text(at)) });
  }

  /** The words stay in the field, so that a slip costs nothing. */
  takeBack(at) {
    this.write(at, this.text(at));
    this.#send({ ...at, text: '' });
  }

  /** Take in what a snapshot says is held for this person; what is not held any more is a draft. */
  adopt(at, reason) {
    if (at.round === null || this.#waitingAt(at)) return;
    const known = this.held(at);
    const { held, drafts } = this.record;
    if (reason?.withdrawn) return this.#withdraw(at);
    if (reason) return this.save({ held: { ...held, [keyOf(at)]: reason } });
    if (!known) return;
    const kept = known.hidden ? drafts : { [at.domain]: known.text, ...drafts };
    this.save({ held: { ...held, [keyOf(at)]: null }, drafts: kept });
  }

  /** Reasons are for this place now: the words of others go from this device, where a trainer may by now have
   * taken them down. Is it one that something was held in, which a snapshot would say? */
  moveOn(at) {
    const { held } = this.record;
    const here = keyOf(at);
    const given = this.record.given.map(String); // numbers, as releases before wrote them
    const others = Object.keys(held).filter((one) => one !== here && held[one]);
    const mayBeHeld = given.includes(here) && !held[here];
    if (others.length || mayBeHeld) {
      const left = given.filter((one) => one !== here && !others.includes(one));
      this.save({ held: held[here] ? { [here]: held[here] } : {}, given: [...left, ...others] });
    }
    return mayBeHeld;
  }

  // Its words go from this device too; what has been begun since then stays.
  #withdraw(at) {
    const { held, drafts, withdrawn } = this.record;
    const gone = this.held(at);
    if (!gone && withdrawn === keyOf(at)) return;
    const { [at.domain]: draft, ...others } = drafts;
    const isIt = gone && tidy(draft ?? '') === gone.text;
    this.save({ held: { ...held, [keyOf(at)]: null }, drafts: isIt ? others : drafts, withdrawn: keyOf(at) });
  }

  #waitingAt(at) {
    const waiting = this.waitingIn(at.round);
    return waiting && keyOf(waiting) === keyOf(at) ? waiting : null;
  }

  #send(waiting) {
    this.#taken = null;
    this.begin({ waiting });
  }

  request({ round, about, text }) {
    return about ? { round, text, cell: about } : { round, text };
  }

  taken(sent, { reason }) {
    const { domain, text } = sent;
    const { held } = this.record;
    const rest = { ...this.record.drafts };
    if (text && tidy(rest[domain] ?? '') === text) delete rest[domain];
    if (!text) this.#taken = keyOf(sent);
    this.save({ drafts: rest, waiting: this.#after(sent), held: { ...held, [keyOf(sent)]: reason } });
    this.dispatchEvent(new CustomEvent('sent', { detail: reason }));
  }

  /** Back into the field: what could not be taken is not lost. */
  declined(sent, error) {
    const { round, domain, about, text } = sent;
    const { drafts } = this.record;
    const kept = text && !(domain in drafts) ? { drafts: { ...drafts, [domain]: text } } : {};
    this.save({ ...kept, waiting: this.#after(sent) });
    this.dispatchEvent(new CustomEvent('refused', { detail: { ...error, at: { round, domain, about } } }));
  }

  // What waits once this is settled: another one, if it was written meanwhile.
  #after(sent) {
    const { waiting } = this.record;
    return isSame(waiting, sent) ? null : waiting;
  }
}

const isSame = (one, other) => one && keyOf(one) === keyOf(other) && one.text === other.text;

/** What a place is called in the record. */
export const keyOf = ({ round, about }) => (about ? `${round} ${about}` : String(round));

/** White space as the server keeps it, so that a text can be compared with its stored form. */
const tidy = (text) => text.normalize('NFC').trim().split(/\s+/).join(' ');
