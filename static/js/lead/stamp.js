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

export class Stamps {
  #draw;
  #given = null;
  #resting = null;

  /** `draw` is called when another stamp may be given than the last time. */
  constructor(draw) {
    this.#draw = draw;
  }

  /** The stamp of the view, or for a few seconds after a change that of the view before. */
  of(view) {
    const stamp = stampOf(view);
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
