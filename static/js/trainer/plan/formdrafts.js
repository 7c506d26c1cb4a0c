// What is typed in the plan's forms and not sent yet: a note, an action, a session, answers by hand. It is kept in this
// tab, with what its form was filled in from, until it is sent or thrown away: it comes back with its form, also after a
// reload, and what somebody else wrote meanwhile is not overwritten unseen. Touches no page.
import { hasMoved, keyOf, movedId, openGoals } from '../../lib/plan.js';

export class FormDrafts {
  #keep;
  #workshop;
  #changed;
  #view = null;
  #held; // by what it is about: {typed, said, step, plan, open}; `said` is what it was filled in from, at `step` of the plan with this key
  #sending = new Set();

  /** `keep` holds what is typed; `workshop` is this meeting's id; `changed` is called after each change. */
  constructor({ keep, workshop, changed }) {
    this.#keep = keep;
    this.#workshop = workshop;
    this.#changed = changed;
    this.#held = new Map(Object.entries(keep.read() ?? {}));
  }

  /** Take a state. A form in which nothing clashes with what is said by now is as good as filled in from that. */
  follow(view) {
    this.#view = view;
    this.#leaveBehind(view.plan);
    if (view.plan) for (const what of this.#held.keys()) if (!this.meanwhile(what).length) this.#bringUp(what);
  }

  // What is typed about something of the plan before a move is about nothing of this one.
  #leaveBehind(plan) {
    const moved = [...this.#held].filter(([what, one]) => /^(note|action|session) (?!new)/.test(what) && hasMoved(one.plan, plan));
    for (const [what, one] of moved) {
      const [kind, id] = what.split(' ');
      this.#held.delete(what);
      this.#held.set(`${kind} ${movedId(id, one.plan)}`, { ...one, plan: plan.key, open: false });
    }
    if (moved.length) this.#note();
  }

  /** Unfold a form, with these fields filled in. */
  begin(what, typed = {}) {
    this.#held.set(what, { ...this.#at(what), typed, open: true });
    this.#note();
  }

  /** Is the form unfolded? */
  isOpen(what) {
    return this.#held.get(what)?.open === true;
  }

  /** What the fields of a form show. */
  valuesOf(what) {
    return { ...this.saidOf(what), ...this.#held.get(what)?.typed };
  }

  /** What the plan says of it now, by field; null where it is gone. */
  saidOf(what) {
    return this.#view?.plan ? filledFrom(what, this.#view, this.#workshop) : null;
  }

  /** These fields say this by now. */
  type(what, fields) {
    const one = this.#at(what);
    const all = { ...one.typed, ...fields };
    // What somebody else changes later shows in the fields that say what was there before.
    const typed = without(all, Object.keys(all).filter((field) => isSame(all[field], one.said?.[field])));
    if (one.open || Object.keys(typed).length) this.#held.set(what, { ...one, typed });
    else this.#held.delete(what);
    this.#note();
  }

  /** The step of the plan that the form was filled in from. */
  stepOf(what) {
    return this.#held.get(what)?.step ?? this.#view.plan.step;
  }

  /** The fields in which somebody else has changed what was there, where it says neither that nor what is typed. */
  meanwhile(what) {
    const now = this.saidOf(what);
    const one = this.#held.get(what);
    if (!now || !one?.said || this.#sending.has(what)) return [];
    const isTheirs = (field) => !isSame(now[field], one.said[field]) && field in one.typed && !isSame(now[field], one.typed[field]);
    return Object.keys({ ...one.said, ...now }).filter(isTheirs);
  }

  /** What the others wrote stands in these fields. */
  useTheirs(what) {
    const theirs = this.meanwhile(what);
    const one = this.#held.get(what);
    this.#held.set(what, { ...one, typed: without(one.typed, theirs) });
    this.#bringUp(what);
    this.#note();
  }

  /** What is typed is to take the place of what the others wrote. */
  keepMine(what) {
    this.#bringUp(what);
    this.#note();
  }

  /** Send a form by `act`, which is given the step it was filled in from and says whether it worked. What is typed
   * meanwhile stays; a second press while it is under way does nothing. */
  async send(what, act) {
    if (this.#sending.has(what)) return false;
    const { typed } = this.#at(what);
    this.#sending.add(what);
    const ok = await act(this.stepOf(what));
    this.#sending.delete(what);
    if (ok) this.#sent(what, typed);
    else if (this.#held.has(what) && !this.meanwhile(what).length) this.#bringUp(what);
    this.#note();
    return ok;
  }

  /** Throw away what is typed, and fold the form. */
  discard(what) {
    this.#held.delete(what);
    this.#note();
  }

  /** All in which something is typed. */
  get unsent() {
    return this.written.map(({ what }) => what);
  }

  /** The same with what is typed: {what, typed}. */
  get written() {
    return [...this.#held].filter(([, { typed }]) => Object.keys(typed).length).map(([what, { typed }]) => ({ what, typed }));
  }

  /** What was typed about something that is there no more: {what, typed}. */
  get stranded() {
    if (!this.#view?.plan) return [];
    return this.written.filter(({ what }) => !this.saidOf(what));
  }

  /** Nothing of it is stored here any more. */
  clear() {
    this.#held.clear();
    this.#keep.clear();
  }

  #at(what) {
    return this.#held.get(what) ?? { typed: {}, said: this.saidOf(what), step: this.#view.plan?.step, plan: this.#view.plan?.key };
  }

  #bringUp(what) {
    const said = this.saidOf(what);
    if (!said) return;
    const one = this.#held.get(what);
    const typed = without(one.typed, Object.keys(one.typed).filter((field) => isSame(one.typed[field], said[field])));
    this.#held.set(what, { ...one, typed, said, step: this.#view.plan.step });
  }

  #sent(what, typed) {
    const one = this.#held.get(what);
    if (!one) return;
    const later = without(one.typed, Object.keys(typed).filter((field) => isSame(one.typed[field], typed[field])));
    if (!Object.keys(later).length) return this.#held.delete(what);
    this.#held.set(what, { ...one, typed: later });
    this.#bringUp(what);
  }

  #note() {
    if (this.#held.size) this.#keep.write(Object.fromEntries(this.#held));
    else this.#keep.clear();
    this.#changed();
  }
}

/** What a form is filled in from, by field; null where what it is about is gone. `what` is "note g1", "action a1",
 * "session s1", "hand" and the key of a question, or "action new" and "session new". */
export function filledFrom(what, { plan }, workshop) {
  const [kind, id] = what.split(' ');
  return {
    note: () => noteIn(openGoals(plan).find((goal) => goal.id === id), workshop),
    action: () => actionIn(id === 'new' ? {} : plan.actions.find((one) => one.id === id)),
    session: () => sessionIn(id === 'new' ? {} : plan.sessions.find((one) => one.id === id)),
    hand: () => (plan.question?.open && keyOf(plan.question) === id ? handIn(plan) : null),
  }[kind]();
}

/** The note of this meeting under a goal, or undefined. */
export const ownNote = ({ notes }, workshop) => notes.find((note) => note.workshop === workshop);

function noteIn(goal, workshop) {
  if (!goal) return null;
  const { hinders = '', helps = '' } = ownNote(goal, workshop) ?? {};
  return { hinders, helps };
}

function actionIn(action) {
  if (!action) return null;
  const { text = '', owner = '', due = '' } = action;
  return { text, owner, due, about: aboutOf(action) };
}

/** The first of what an action may be for, as "goal g1", or an empty text. */
export const aboutOf = (action) => ['goal', 'session', 'domain'].filter((kind) => action[kind]).map((kind) => `${kind} ${action[kind]}`)[0] ?? '';

function sessionIn(session) {
  if (!session) return null;
  const { format = '', areas = [], items = [], led = [], event = '' } = session;
  return { format, areas: [...areas].sort(), items: [...items].sort(), led: led.map(({ text, speaker }) => ({ text, speaker })), event };
}

// As texts: a field that is left empty is none.
const handIn = ({ by_hand: counts, by_hand_cant_say: unsure }) =>
  Object.fromEntries([...counts.map((n, at) => [`${at}`, n]), ['cant-say', unsure]].map(([key, n]) => [key, n ? `${n}` : '']));

const isSame = (a = '', b = '') => JSON.stringify(a) === JSON.stringify(b);

const without = (typed, fields) => Object.fromEntries(Object.entries(typed).filter(([field]) => !fields.includes(field)));
