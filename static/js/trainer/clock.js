// Countdowns and breaks: how long they are by default in this browser, and the commands that start and end them.
const DEFAULTS = { round: 120, discussion: 180, break: 900 }; // seconds

export class Clock {
  /** `keep` holds the lengths that this browser's trainer chose. */
  constructor({ desk, keep }) {
    Object.assign(this, { desk, keep });
    this.closes = null; // the round that was ticked to close with its countdown, by its id
    this.autoClose = null; // what was just asked for, until the answer is there
  }

  /** Seconds that a countdown takes: of a "round", the "discussion" or a "break". */
  lengthOf(what) {
    return this.keep.read()?.[what] ?? DEFAULTS[what];
  }

  choose(what, seconds) {
    this.keep.write({ ...this.keep.read(), [what]: seconds });
    this.desk.changed();
  }

  /** Was it ticked that the countdown is to close the open round? */
  get isToClose() {
    const { round } = this.desk.view;
    return Boolean(round) && this.closes === round.id;
  }

  tick(on) {
    this.closes = on ? this.desk.view.round.id : null;
  }

  async start(seconds) {
    const ok = await this.desk.run('timer', 'timer', 'set_timer', { seconds, closes: this.isToClose });
    // Closing by the clock is asked for each time anew.
    if (ok) this.closes = null;
    this.desk.changed();
  }

  extend(seconds) {
    return this.desk.run('timer', `extend:${seconds}`, 'extend_timer', { seconds });
  }

  clear() {
    return this.desk.run('timer', 'clear', 'clear_timer');
  }

  /** The switch shows what was asked for until the answer says what is so. */
  async setAutoClose(on) {
    if (this.desk.isBusy('auto')) return this.desk.changed();
    this.autoClose = on;
    await this.desk.run('timer', 'auto', 'set_auto_close', { on });
    this.autoClose = null;
    return this.desk.changed();
  }

  startBreak() {
    return this.desk.run('break', 'break', 'start_break', { seconds: this.lengthOf('break') });
  }
}
