// Tells apart the states in which the picture for a slide looks different, so that it is fetched anew then and only then.

const EVERY = 3000; // ms between two at least: people join in crowds, and the server draws each one

/** A short name for all that voting/reports/slide.py shows of a workshop. */
export const stampOf = (view) => short(shownOf(view));

/** For all that the picture of what changed shows: earlier workshops too, which may be decided anew. */
export const changedStampOf = (view) => short(shownOf(view) + JSON.stringify(view.changed));

function shownOf({ workshop, people, finished_at: finished, domains }) {
  const { title, area, kind, date } = workshop;
  const rows = domains.map(({ status, ruling, rounds }) => {
    const last = rounds.at(-1);
    return [status, ruling && [ruling.rating, ruling.at], last && [last.id, last.counts, last.cant_say]];
  });
  return JSON.stringify([title, area, kind, date, finished, people.ever, rows]);
}

// A name in an address, which servers read only up to some length: 64 bits of the text, in two halves.
function short(text) {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x9e3779b1);
    two = Math.imul(two ^ text.charCodeAt(at), 0x5f356495);
    [one, two] = [one ^ (two >>> 15), two ^ (one >>> 13)];
  }
  return [one, two].map((half) => (half >>> 0).toString(16)).join('-');
}

export class Stamps {
  #draw;
  #stampOf;
  #given = null;
  #resting = null;

  /** `draw` is called when another stamp may be given than the last time; `of` makes a view's. */
  constructor(draw, of = stampOf) {
    this.#draw = draw;
    this.#stampOf = of;
  }

  /** The stamp of the view, or for a few seconds after a change that of the view before. */
  of(view) {
    const stamp = this.#stampOf(view);
    if (stamp !== this.#given && !this.#resting) {
      this.#given = stamp;
      this.#resting = setTimeout(() => {
        this.#resting = null;
        this.#draw();
      }, EVERY);
    }
    return this.#given;
  }
}
