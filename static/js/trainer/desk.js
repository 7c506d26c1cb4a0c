// The trainer's side of the conversation: sends commands, knows which are under way, keeps what
// was refused. Touches no page.
const SEEN_WITHIN = 3000; // ms to wait for the state that an accepted command led to
const SETTLE = 400; // ms in which a new set of buttons takes no click meant for the old one
const READ_WITHIN = 10000; // ms for which a refusal stays, even if the workshop moves on

export class Desk extends EventTarget {
  #busy = new Set();
  #settling = null;
  #screen;
  #fieldOf;

  /** `fieldOf(place, name)` is the id of the field that the server calls by that name, if it is there. */
  constructor(live, fieldOf) {
    super();
    this.live = live;
    this.#fieldOf = fieldOf;
    // The last refusal: the place it was in, when, and a sentence for each field that is wrong, or one in all.
    this.refused = null; // {place, at, errors: [{field, sentence}], sentence}
    this.#screen = screenOf(this.view);
    live.addEventListener('state', () => this.#follow());
  }

  get view() {
    return this.live.state.view;
  }

  /** What a trainer would do next, as the view has it; a server of the version before does not say. */
  get steps() {
    return this.view.next ?? [];
  }

  may(command) {
    return this.view.allowed.includes(command);
  }

  /** Is this command under way, or the screen just changing because of one? */
  isBusy(key) {
    return this.#settling !== null || this.#busy.has(key);
  }

  /**
   * Send a command once: a second press while it is under way does nothing. `place` says where the
   * button was. True when it was done and its state is on the screen.
   */
  run(place, key, event, payload = {}) {
    return this.#send(place, key, event, payload, (revision) => this.live.state.revision >= revision);
  }

  /** The same to the plan, which has a step and a revision of its own. */
  runPlan(place, key, event, payload = {}) {
    const shows = (revision) => !this.view.plan || this.view.plan.revision >= revision;
    return this.#send(place, key, event, { step: this.view.plan?.step, ...payload }, shows);
  }

  async #send(place, key, event, payload, shows) {
    if (this.#busy.has(key)) return false;
    this.#busy.add(key);
    this.refused = null;
    this.changed();
    const answer = await this.live.ask(event, payload);
    if (!answer.ok) this.#refuse(place, answer);
    else if (answer.revision !== undefined) await this.#seen(() => shows(answer.revision));
    this.#busy.delete(key);
    if (answer.ok) this.#settle();
    this.changed();
    this.dispatchEvent(new CustomEvent('done', { detail: { ok: answer.ok, place, payload } }));
    return answer.ok;
  }

  /** Say, before anything is sent, what the fields of a place's form still need: `errors` are {field, sentence},
   * with the id of a field or fieldset each. */
  refuse(place, errors) {
    this.refused = { place, errors, about: formsOf(this.view), at: performance.now() };
    this.changed();
    this.dispatchEvent(new CustomEvent('done', { detail: { ok: false } }));
  }

  // What is wrong with fields that are all on the page is said at each of them; anything else in one notice.
  #refuse(place, { error, errors: given = [error] }) {
    const found = given.map(({ field, sentence }) => ({ field: this.#fieldOf(place, field), sentence }));
    const errors = found.every(({ field }) => field) ? found : [];
    const sentence = found.map((one) => one.sentence).join(' ');
    this.refused = { place, sentence, errors, about: formsOf(this.view), at: performance.now() };
  }

  /** These fields have been changed: they are no longer called wrong, and the last of them ends the refusal. */
  mended(fields) {
    const errors = this.refused.errors.filter(({ field }) => !fields.includes(field));
    this.refused = errors.length ? { ...this.refused, errors } : null;
    this.changed();
  }

  dismiss() {
    this.refused = null;
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }

  // Free the button only once the screen shows what it did: pressing it in between would only
  // be refused because someone (this person) was first.
  #seen(isShown) {
    return new Promise((resolve) => {
      const look = () => {
        if (!isShown()) return;
        stop();
      };
      const stop = () => {
        this.live.removeEventListener('state', look);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(stop, SEEN_WITHIN);
      this.live.addEventListener('state', look);
      look();
    });
  }

  // The buttons move no matter which trainer moved the workshop on; and what was refused before belongs to
  // what was on the screen then.
  #follow() {
    if (this.refused?.errors.length && this.refused.about !== formsOf(this.view)) this.refused = null;
    const screen = screenOf(this.view);
    if (screen === this.#screen) return;
    this.#screen = screen;
    if (this.refused && performance.now() - this.refused.at > READ_WITHIN) this.refused = null;
    this.#settle();
  }

  #settle() {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settling = null;
      this.changed();
    }, SETTLE);
  }
}

// What the forms on the screen are about: others take their place when it changes.
const formsOf = ({ domain, round, rounds }) => `${domain} ${round?.id} ${rounds.at(-1)?.id}`;

// What decides which buttons there are, and how much stands above them.
const screenOf = ({ phase, domain, round, advice, cells = [], plan }) =>
  `${phase} ${domain} ${round?.id} ${advice.say} ${cells.filter(({ ruling }) => ruling).length} ${screenOfPlan(plan)}`;

const screenOfPlan = (plan) => (plan ? `${plan.on_screen} ${plan.part} ${plan.goal} ${plan.question?.id} ${plan.question?.open}` : '');
