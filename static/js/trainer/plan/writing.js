// What is typed into goals, on its way to the server: field by field, one request at a time for each, the newest text
// last. Nothing that was typed is lost: it is kept in this tab until it is stored, and what two people write in one field
// at once is kept by the server beside the other's. Touches no page.

import { hasMoved, movedId } from '../../lib/plan.js';

export const QUIET = 400; // ms without a key after which a field is sent
export const APART = 2000; // ms from one sending of a field to the next, unless it is left
const AGAIN = 1500; // ms until what had no answer is sent again
const SEEN_WITHIN = 3000; // ms to wait for the state that a write led to
const NOT_NOW = 'plan-not-now'; // a round is open: it is sent again once the plan is back
const GONE = new Set(['no-such-goal', 'no-draft', 'goal-closed']); // nowhere to write it any more

export class Writing extends EventTarget {
  #ask;
  #keep;
  #me;
  #newId;
  #plan = null;
  #isOver = false;
  #fields = new Map(); // "goal field" -> {goal, field, typed, shown, edit, focused, sent, refused, late, timer}

  /** `ask(message)` sends write_goal and gives the answer; `keep` holds what is not stored yet; `me` is this trainer's
   * id; `newId` names a request. */
  constructor({ ask, keep, me, newId }) {
    super();
    this.#ask = ask;
    this.#keep = keep;
    this.#me = me;
    this.#newId = newId;
    for (const { goal, field, typed, edit, sent = null, plan } of keep.read() ?? []) {
      this.#fields.set(`${goal} ${field}`, { ...BLANK, goal, field, typed, edit, sent, plan, late: true });
    }
  }

  /** Take a state's plan, null while there is none in reach; what waited for it is sent. Once the meeting `isOver` nothing
   * is, until it is opened again. */
  follow(plan, isOver = false) {
    this.#plan = plan;
    this.#isOver = isOver;
    for (const one of [...this.#fields.values()]) {
      if (hasMoved(one.plan, plan)) this.#leave(one, plan);
      else if (one.sent?.stored <= plan?.revision) this.#stored(one);
      else if (one.late) this.#push(one);
    }
  }

  /** What a field shows: what was typed in it, else what the goal says. */
  valueOf(goal, field) {
    const one = this.#fields.get(`${goal} ${field}`);
    return one?.typed ?? one?.shown ?? this.#said(goal, field);
  }

  /** What the goal says by now, where that is not what the focused field shows and this trainer did not write it; else
   * null. */
  meanwhile(goal, field) {
    const one = this.#fields.get(`${goal} ${field}`);
    if (!one || one.sent || this.#editOf(one) === one.edit) return null;
    const said = this.#said(goal, field);
    return tidy(said) === tidy(this.valueOf(goal, field)) ? null : said;
  }

  /** The sentence with which the field's text was refused, or null. */
  refusalOf(goal, field) {
    return this.#fields.get(`${goal} ${field}`)?.refused ?? null;
  }

  /** How a goal's text stands: 'saved', 'saving', 'late' (no answer yet) or 'refused'. */
  stateOf(goal) {
    const open = this.unsent.filter((one) => one.goal === goal);
    if (open.some(({ late }) => late)) return 'late';
    if (open.some(({ refused }) => !refused)) return 'saving';
    return open.length ? 'refused' : 'saved';
  }

  /** Texts that can't be stored because their goal is gone: {goal, field, typed}. */
  get stranded() {
    return [...this.#fields.values()].filter(({ gone }) => gone);
  }

  /** All that is typed and not stored: {goal, field, typed}. */
  get unsent() {
    return [...this.#fields.values()].filter(({ typed }) => typed !== null);
  }

  /** The field has the focus: it keeps what it shows, whatever others write. */
  focus(goal, field) {
    this.#at(goal, field).focused = true;
  }

  /** The focus has left it: it is sent at once, and then shows what the goal says. */
  blur(goal, field) {
    const one = this.#fields.get(`${goal} ${field}`);
    if (!one) return;
    one.focused = false;
    if (one.typed === null) this.#release(one);
    else this.#push(one);
  }

  /** This is typed in the field by now. It is sent after a pause; with `when` "once" at once, with "left" when the focus
   * leaves the field: half of a date is none. */
  type(goal, field, value, when = '') {
    const one = this.#at(goal, field);
    Object.assign(one, { typed: value, refused: null });
    this.#note();
    clearTimeout(one.timer);
    if (when === 'once') this.#push(one);
    else if (when !== 'left') this.#afterPause(one);
    this.#changed();
  }

  /** This trainer has chosen what the field says: it shows it again. */
  giveUp(goal, field) {
    const one = this.#fields.get(`${goal} ${field}`);
    if (one && !one.sent) this.#drop(one);
  }

  /** Send all that is typed in a goal; true once it is stored, false if some of it can't be. */
  async flush(goal) {
    const mine = () => this.unsent.filter((one) => one.goal === goal);
    mine().forEach((one) => this.#push(one));
    while (mine().some(({ refused, late, gone }) => !refused && !late && !gone)) {
      await new Promise((over) => this.addEventListener('change', over, { once: true }));
    }
    return !mine().length;
  }

  #at(goal, field) {
    const key = `${goal} ${field}`;
    if (!this.#fields.has(key)) {
      const shown = this.#said(goal, field);
      this.#fields.set(key, { ...BLANK, goal, field, shown, plan: this.#plan?.key, edit: this.#plan ? editOf(this.#plan, goal, field) : 0 });
    }
    return this.#fields.get(key);
  }

  // The workshop has moved to this plan: what is typed belongs to no goal of it.
  #leave(one, plan) {
    clearTimeout(one.timer);
    this.#fields.delete(`${one.goal} ${one.field}`);
    if (one.typed !== null) {
      Object.assign(one, { goal: movedId(one.goal, one.plan), plan: plan.key, late: false, gone: true });
      this.#fields.set(`${one.goal} ${one.field}`, one);
    }
    this.#note();
  }

  // Each sending is a line in the plan's log: in a field that is typed in with many pauses they are kept apart.
  #afterPause(one) {
    const wait = one.asked === null ? 0 : one.asked + APART - performance.now();
    one.timer = setTimeout(() => this.#push(one), Math.max(QUIET, wait));
  }

  // One at a time: what is typed meanwhile follows once this is stored. What had no answer is sent again as it was,
  // under its own name: it may have arrived.
  async #push(one) {
    clearTimeout(one.timer);
    one.isDue = true;
    if (one.typed === null || one.under || one.sent?.stored || one.gone) return;
    if (!this.#plan || this.#isOver) return this.#later(one);
    if (!one.sent && one.refused) return;
    if (!one.sent && one.edit === this.#editOf(one) && tidy(one.typed) === tidy(this.#said(one.goal, one.field))) return this.#kept(one);
    one.sent ??= { id: this.#newId(), value: one.typed, edit: one.edit };
    Object.assign(one, { under: true, asked: performance.now(), isDue: one.typed !== one.sent.value });
    this.#note();
    this.#changed();
    const { id, value, edit } = one.sent;
    const answer = await this.#ask({ id, goal: one.goal, field: one.field, value, edit });
    one.under = false;
    if (answer.ok) this.#answered(one, answer.revision);
    else this.#refused(one, answer.error);
  }

  #answered(one, revision) {
    one.late = false;
    one.sent.stored = revision;
    if (this.#plan?.revision >= revision) return this.#stored(one);
    one.timer = setTimeout(() => one.sent?.stored && this.#stored(one), SEEN_WITHIN);
    this.#changed();
  }

  // As the state has it now: either the field says this, or it is beside what somebody else wrote. In that case what is
  // typed on goes beside it too, until the field is left.
  #stored(one) {
    clearTimeout(one.timer);
    const { value, edit } = one.sent;
    const now = this.#editOf(one);
    const beside = this.#plan?.rivals.some(({ goal, field, by }) => goal === one.goal && field === one.field && by === this.#me);
    if (tidy(this.#said(one.goal, one.field)) === tidy(value) || (now === edit + 1 && !beside)) one.edit = now;
    one.sent = null;
    if (one.typed === value) this.#kept(one);
    else if (one.isDue) this.#push(one);
    else this.#afterPause(one);
  }

  #kept(one) {
    one.shown = one.typed;
    Object.assign(one, { typed: null, sent: null, late: false, refused: null });
    this.#release(one);
    this.#note();
    this.#changed();
  }

  #refused(one, { code, sentence, again }) {
    if (again || code === NOT_NOW) return this.#later(one);
    Object.assign(one, { late: false, gone: GONE.has(code) });
    const { value } = one.sent;
    one.sent = null;
    if (one.typed === value || one.gone) one.refused = sentence;
    else this.#push(one);
    this.#note();
    this.#changed();
  }

  #later(one) {
    one.late = true;
    if (!this.#isOver) one.timer = setTimeout(() => this.#push(one), AGAIN);
    this.#note();
    this.#changed();
  }

  #release(one) {
    if (one.focused || one.typed !== null) return;
    this.#drop(one);
  }

  #drop(one) {
    clearTimeout(one.timer);
    this.#fields.delete(`${one.goal} ${one.field}`);
    this.#note();
    this.#changed();
  }

  /** A text whose goal is gone has been read, or copied. */
  discard(goal, field) {
    const one = this.#fields.get(`${goal} ${field}`);
    if (one?.gone) this.#drop(one);
  }

  /** Nothing of it is stored here any more, nor sent. */
  clear() {
    for (const one of this.#fields.values()) {
      clearTimeout(one.timer);
      one.gone = true;
    }
    this.#fields.clear();
    this.#keep.clear();
  }

  #said = (goal, field) => saidIn(this.#plan, goal, field);

  #editOf = ({ goal, field }) => (this.#plan ? editOf(this.#plan, goal, field) : 0);

  #note() {
    const open = this.unsent;
    if (!open.length) this.#keep.clear();
    else this.#keep.write(open.map(({ goal, field, typed, edit, sent, plan }) => ({ goal, field, typed, edit, plan, sent: sent && { ...sent, stored: undefined } })));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

const BLANK = {
  typed: null, // what is not stored yet
  shown: null, // what the field showed when it got the focus
  plan: undefined, // the key of the plan whose goal it is
  edit: 0, // how often the field had been changed by then
  focused: false,
  sent: null, // the request under way: {id, value, edit, stored}
  under: false, // is it being sent at the moment?
  asked: null, // when it was sent last, by performance.now()
  isDue: false, // is what was typed since to follow at once?
  refused: null,
  late: false, // had it no answer?
  gone: false,
  timer: 0,
};

/** A field of a goal's draft as it is sent: domains with commas. */
export function saidIn(plan, goal, field) {
  const value = plan?.goals.find(({ id }) => id === goal)?.draft?.[field] ?? '';
  return Array.isArray(value) ? value.join(',') : value;
}

const editOf = (plan, goal, field) => plan.edits.find((one) => one.goal === goal)?.edits[field] ?? 0;

const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]/g;

/** A text as the server keeps it: without what can't be seen, its white space folded. */
const tidy = (text) => text.normalize('NFC').replace(UNSEEN, '').split(/\s+/).filter(Boolean).join(' ');
