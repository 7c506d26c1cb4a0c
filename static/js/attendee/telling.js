// What a person hears and feels of what happens; never how many have rated.
import { fill } from '../lib/words.js';

const STORED = new Set(['saved', 'elsewhere', 'hidden']);

export class Telling {
  #announcer;
  #words; // words.status
  #nameOf;

  /** `nameOf` gives the short name of a domain. */
  constructor({ announcer, words, nameOf }) {
    this.#announcer = announcer;
    this.#words = words;
    this.#nameOf = nameOf;
  }

  /** Of a step of the workshop, as Situation noticed it, to what `domain` shows. */
  step({ said, opens, nudged }, domain) {
    if (said) this.#announcer.tell(fill(this.#words[said], { domain: domain && this.#nameOf(domain) }));
    if (opens) buzz(60);
    if (!nudged) return;
    buzz(40, 120, 40);
    this.#announcer.tell(this.#words.nudge);
  }

  /** Of a vote that is on its way; `saved` is what to say once it is stored, if there is more to say. */
  vote(status, saved) {
    if (status === 'late') this.#announcer.say(this.#words.not_saved);
    if (STORED.has(status)) this.#announcer.say(saved ?? this.#words.saved);
  }

  freshness(freshness) {
    this.#announcer.say(freshness === 'stale' ? this.#words.stale : this.#words.fresh);
  }
}

export function buzz(...pattern) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  // Browsers refuse, and complain in the console, before the first touch.
  if (!still && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(pattern);
}
