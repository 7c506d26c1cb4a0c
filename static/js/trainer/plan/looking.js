// Which part of the plan this console has before it. It goes with the screens, unless the trainer has gone elsewhere to
// look; what is being typed in stays. Touches no page.

export const RATINGS = 'ratings';

export class Looking {
  #at = null; // a part, or RATINGS; null: what is on the screens
  #screen = '';
  #isTyping;
  #changed;

  /** `isTyping` says whether the trainer is in a field of the plan. */
  constructor({ isTyping, changed }) {
    this.#isTyping = isTyping;
    this.#changed = changed;
  }

  /** The part to show, or null: then it is the ratings' turn. At a workshop that is finished there is nothing to type in. */
  partIn({ plan, phase }) {
    if (!plan || phase === 'finished') return null;
    const at = this.#at ?? (plan.on_screen ? plan.part : RATINGS);
    return at === RATINGS ? null : at;
  }

  /** Go to a part, or to the ratings. */
  goTo(part) {
    this.#at = part;
    this.#changed();
  }

  /** Back to what is on the screens, and from now on with it. */
  goAlong() {
    this.#at = null;
  }

  /** Take a state: where the screens change, this console goes along. */
  follow(view) {
    const screen = screenOf(view);
    if (screen === this.#screen) return;
    const before = this.#part;
    this.#screen = screen;
    this.#at = this.#isTyping() ? before : null;
  }

  // Drawn last, and so what a trainer may be typing in.
  #part = null;

  /** This part is drawn. */
  drawn(part) {
    this.#part = part ?? RATINGS;
  }
}

const screenOf = ({ plan, domain, phase }) => `${phase} ${domain} ${plan?.on_screen} ${plan?.part}`;
