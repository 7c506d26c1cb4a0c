// Sends what waits, one after the other and each again until there is an answer to it, with longer
// and longer pauses. What waits, and what an answer means, is its owner's business.

const FIRST_PAUSE = 500; // ms
const LONGEST_PAUSE = 4000;

export class Delivery {
  #waiting;
  #attempt;
  #running = false;
  #wake = () => {};

  /** `waiting` gives what is to be sent, or null; `attempt` sends it and says whether that is settled. */
  constructor(waiting, attempt) {
    this.#waiting = waiting;
    this.#attempt = attempt;
  }

  /** Send what waits now, without the rest of a pause. */
  async hurry() {
    this.#wake();
    if (this.#running) return;
    this.#running = true;
    let pause = FIRST_PAUSE;
    while (this.#waiting()) {
      if (await this.#attempt(this.#waiting())) {
        pause = FIRST_PAUSE;
      } else {
        await this.rest(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
    this.#running = false;
  }

  /** Wait so many ms, or until somebody is in a hurry. */
  rest(ms) {
    return new Promise((resolve) => {
      this.#wake = resolve;
      setTimeout(resolve, ms);
    });
  }
}
