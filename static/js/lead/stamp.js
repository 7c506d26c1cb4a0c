// Tells apart the states in which the picture for a slide looks different, so that it is fetched anew then and only then.

const EVERY = 3000; // ms between two at least: people join in crowds, and the server draws each one

/** All that voting/reports/slide.py shows of a workshop, as one text. */
export function stampOf({ workshop, people, finished_at: finished, domains }) {
  const { title, area, kind, date } = workshop;
  const rows = domains.map(({ status, ruling, rounds }) => {
    const last = rounds.at(-1);
    return [status, ruling && [ruling.rating, ruling.at], last && [last.id, last.counts, last.cant_say]];
  });
  return JSON.stringify([title, area, kind, date, finished, people.ever, rows]);
}

/** All that the picture of what changed shows: earlier workshops too, which may be decided anew. */
export const changedStampOf = (view) => stampOf(view) + JSON.stringify(view.changed);

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
