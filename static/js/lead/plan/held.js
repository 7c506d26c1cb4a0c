// What was agreed is out of the view while a round is open or discussed: then the page keeps what it had, and says so.

const AWAY = ['open', 'discussion'];

export class Held {
  #plan = null;

  /** A view with its plan, or with the one before if the round has taken it away: then `isHeld`. */
  of(view) {
    if (view.plan || !AWAY.includes(view.phase)) this.#plan = view.plan;
    this.isHeld = this.#plan !== view.plan;
    return this.isHeld ? { ...view, plan: this.#plan } : view;
  }
}
