// What a person has done on this phone that the server has not yet stored: kept until it is answered, and
// sent again after a time-out, a reconnect or a reload, with growing pauses. Does not touch the page.

const FIRST_PAUSE = 500; // ms
const LONGEST_PAUSE = 4000;
const LATE_AFTER = 2500; // ms without an answer until the person is told
const OTHER_TAB = 3000; // ms for the tab that something was done in to send it before this one does

/** Emits "change". `record.waiting` is what is to be sent, or null. Who extends it says what is asked,
 * `request(waiting)`, and what to do with the answer, `taken(waiting, answer)` or
 * `declined(waiting, error)`: each of these leaves something else, or nothing, waiting. */
export class Pending extends EventTarget {
  #keep;
  #ask;
  #empty;
  #isOver;
  #running = false;
  #wake = () => {};
  #notBefore = 0;
  #late = false;
  #held = false;
  #lateTimer;

  /** `ask` sends a request and gives the answer; `empty` is a record of nothing; once `isOver` says so, what is not taken
   * at once is declined. */
  constructor({ keep, ask, empty, isOver = () => false }) {
    super();
    this.#keep = keep;
    this.#ask = ask;
    this.#empty = empty;
    this.#isOver = isOver;
    this.record = this.kept();
    keep.onForeignWrite(() => this.reread());
  }

  /** The record as this browser keeps it; another tab may have written it a moment ago. */
  kept() {
    return { ...this.#empty, ...this.#keep.read() };
  }

  /** What waits in a round, or null. */
  waitingIn(round) {
    const { waiting } = this.record;
    return waiting?.round === round ? waiting : null;
  }

  get isOver() {
    return this.#isOver();
  }

  get isLate() {
    return this.#late;
  }

  /** Is it held back, in case another follows? */
  get isHeld() {
    return this.#held;
  }

  save(part) {
    this.record = { ...this.record, ...part };
    this.#keep.write(this.record);
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }

  /** This browser keeps the record no longer than the page is open, until something is done anew. */
  forget() {
    this.#keep.clear();
  }

  /** `part` of the record waits from now on; `delay` ms may pass before it is sent, in case another
   * follows. */
  begin(part, delay = 0) {
    this.#late = false;
    this.#held = delay > 0;
    this.#notBefore = performance.now() + delay;
    clearTimeout(this.#lateTimer);
    this.#lateTimer = setTimeout(() => this.#beLate(), LATE_AFTER + delay);
    this.save(part);
    this.deliver();
  }

  /** Send what waits now: there is a connection again, or the page is about to be hidden. */
  hurry() {
    this.#notBefore = 0;
    this.deliver();
  }

  /** Send what waits, one after the other and each until there is an answer to it. */
  async deliver() {
    this.#wake();
    if (this.#running) return;
    this.#running = true;
    let pause = FIRST_PAUSE;
    while (this.record.waiting) {
      if (await this.#attempt(this.record.waiting).catch(unexpected)) {
        pause = FIRST_PAUSE;
      } else {
        await this.#rest(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
    this.#running = false;
  }

  /** Another tab has written the record. */
  reread() {
    this.record = this.kept();
    this.changed();
    if (!this.record.waiting) return;
    this.#notBefore = performance.now() + OTHER_TAB;
    this.deliver();
  }

  // Send it once. True if the answer settles it, either way.
  async #attempt(waiting) {
    const early = this.#notBefore - performance.now();
    if (early > 0) {
      await this.#rest(early);
      return true; // whatever waits by then is tried anew
    }
    if (this.#held) {
      this.#held = false;
      this.changed();
    }
    const answer = await this.#ask(this.request(waiting));
    if (answer.ok) this.taken(waiting, answer);
    const isFinal = answer.ok || answer.error.again === false || this.isOver;
    if (!answer.ok && isFinal) this.declined(waiting, answer.error);
    if (!isFinal) this.#beLate();
    return isFinal;
  }

  // Wait this many ms, or until something asks for delivery at once.
  #rest(ms) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, ms);
    });
  }

  #beLate() {
    if (!this.record.waiting || this.#late) return;
    this.#late = true;
    this.changed();
  }
}

// An error in our own code must not lose what is waiting: log it and try again.
function unexpected(fault) {
  console.error(fault);
  return false;
}
