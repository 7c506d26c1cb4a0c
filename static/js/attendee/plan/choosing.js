// What somebody has ticked of the areas and not sent yet. Kept by this browser until it is sent. Touches no page.
//
// A choice is an array of keys; an empty one is "Can't say", and null is no choice at all.
import { chosenNeeds, needsSaid } from './answering.js';

export class Choosing {
  #keep;
  #outbox;
  #most;

  /** `keep` holds {question, keys}, `outbox` is what the answers go through, `most` is how many one may choose. */
  constructor({ keep, outbox, most }) {
    this.#keep = keep;
    this.#outbox = outbox;
    this.#most = most;
  }

  /** What is ticked for a question. */
  selected(question) {
    return this.#draft(question) ? this.#draft(question).keys : this.#sent(question);
  }

  /** "unsent", or once something was sent "changed" or "emptied"; with nothing ticked since, what the outbox says. */
  status(question) {
    const draft = this.#draft(question);
    const stored = this.#outbox.status(question);
    if (!draft) return stored;
    return stored === 'none' ? 'unsent' : draft.keys ? 'changed' : 'emptied';
  }

  /** Tick a domain, or '' for "Can't say", which stands alone; false if it would be one too many. */
  toggle(question, key, isTicked) {
    const others = (this.selected(question) ?? []).filter((one) => one !== key);
    const keys = key === '' ? (isTicked ? [] : null) : isTicked ? [...others, key] : others.length ? others : null;
    if (keys?.length > this.#most) return false;
    if (isSame(keys, this.#sent(question))) this.forget();
    else this.#keep.write({ question, keys });
    return true;
  }

  /** Send what is ticked. */
  send(question) {
    const keys = this.#draft(question)?.keys;
    if (!keys) return;
    this.#outbox.choose(question, needsSaid(keys));
    this.forget();
  }

  forget() {
    this.#keep.clear();
  }

  #draft(question) {
    const kept = this.#keep.read();
    return kept?.question === question ? kept : null;
  }

  #sent(question) {
    return chosenNeeds(this.#outbox.chosen(question));
  }
}

const isSame = (one, other) => one === other || (one?.length === other?.length && one?.every((key) => other?.includes(key)));
