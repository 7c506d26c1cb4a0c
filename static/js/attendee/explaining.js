// What a person does with a reason, and what they hear of it.
import { counted } from '../lib/words.js';
import { leftToSay } from './reasonbox.js';
import { keyOf, Reasons } from './reasons.js';

const UNSENT = new Set(['draft', 'changed', 'sending', 'late']);

/** What a reason may be given for now, as in reasons.js; `round` is null for nothing. Several cells together
 * have none: each cell has its own once it is alone on the screens. */
function placeOf({ reasons_for: round, reasons_about: cells = [], domain }) {
  const [about = '', ...others] = cells;
  return { round: others.length ? null : round, domain, about };
}

export class Explaining {
  #situation;
  #live;
  #announcer;
  #words;
  #limit;
  #draw;
  #error = null; // why the last reason was not taken: the error, with its place

  /** `limit` is how many characters a reason may have. */
  constructor({ situation, live, keep, announcer, words, limit, draw }) {
    this.#situation = situation;
    this.#live = live;
    this.#announcer = announcer;
    this.#words = words;
    this.#limit = limit;
    this.#draw = draw;
    const { view, you } = situation.told;
    const ask = (reason) => live.ask('reason', reason);
    this.reasons = new Reasons({ keep, ask, at: placeOf(view), reason: you.reason, isOver: () => live.isOver });
    this.reasons.addEventListener('change', draw);
    this.reasons.addEventListener('sent', ({ detail }) => {
      announcer.say(words.status[detail ? 'reason_sent' : 'reason_taken_back']);
    });
    this.reasons.addEventListener('refused', ({ detail }) => this.#refuse(detail));
    this.follow(false);
  }

  get at() {
    return placeOf(this.#situation.view);
  }

  /** Why the last reason given here was not taken, or null. */
  get problem() {
    return this.#error && keyOf(this.#error.at) === keyOf(this.at) ? this.#error.sentence : null;
  }

  /** Has the person written something that is not sent? */
  get isUnsent() {
    return UNSENT.has(this.reasons.status(this.at));
  }

  /** A state has come; `isNews` if it says anew what is held for this person. */
  follow(isNews) {
    const { view, told } = this.#situation;
    const returned = this.reasons.moveOn(placeOf(view));
    if (isNews) this.#adopt(view, told.you);
    else if (returned || this.#mayBeShown()) this.look();
  }

  /** Ask what is held for this person. */
  async look() {
    const { ok, state } = await this.#live.ask('snapshot');
    if (ok) this.#adopt(state.view, state.you);
  }

  write(text) {
    const left = leftToSay(this.reasons.text(this.at), text, this.#limit);
    this.#error = null;
    this.reasons.write(this.at, text);
    if (left !== null) this.#announcer.say(counted(this.#words.attendee.reason.left, left));
  }

  send() {
    this.#begin();
    this.reasons.send(this.at);
  }

  takeBack() {
    this.#begin();
    this.reasons.takeBack(this.at);
    document.getElementById('reason-text').focus();
  }

  #begin() {
    this.#error = null;
    this.#announcer.clear();
  }

  // Ask whether words on screen are this person's own: someone else may have
  // written the same.
  #mayBeShown() {
    const { view } = this.#situation;
    const held = this.reasons.held(placeOf(view));
    return held && !held.shown && view.shown.reasons.some(({ text }) => text === held.text);
  }

  #adopt(view, { reason }) {
    const at = placeOf(view);
    const before = this.reasons.status(at);
    this.reasons.adopt(at, reason);
    const status = this.reasons.status(at);
    if (status === before) return;
    if (status === 'shown') this.#announcer.say(this.#words.status.reason_shown);
    if (reason?.withdrawn) this.#announcer.say(this.#words.status.reason_withdrawn);
  }

  #refuse(error) {
    if (error.code === 'reason-shown') this.look();
    this.#error = error;
    this.#announcer.say(error.sentence);
    this.#draw();
  }
}

/** To the box in which a reason may be written. */
export function goToReason() {
  document.getElementById('reason')?.scrollIntoView({ block: 'start' });
  (document.getElementById('reason-text') ?? document.getElementById('reason-title'))?.focus();
}
