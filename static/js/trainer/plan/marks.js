// The domains that are marked as the greatest needs, until they are recorded. Only a vote marks any beforehand. Touches
// no page.

export class Marks {
  #for = null; // what they were marked for
  #chosen = new Set();

  /** The marked domains, in the instrument's order. */
  of({ plan }) {
    const about = aboutOf(plan);
    if (this.#for !== about) {
      this.#for = about;
      this.#chosen = new Set(topMarks(plan.question, this.keys, this.most));
    }
    return this.keys.filter((key) => this.#chosen.has(key));
  }

  /** `keys` are those of all domains, in order; `most` is how many one person may choose. */
  constructor(keys, most) {
    this.keys = keys;
    this.most = most;
  }

  mark(view, domain, on) {
    this.of(view);
    if (on) this.#chosen.add(domain);
    else this.#chosen.delete(domain);
  }

  /** Begin with these: those recorded before, to be put right. */
  begin(view, domains) {
    this.of(view);
    this.#chosen = new Set(domains);
  }

  done() {
    this.#chosen = new Set();
  }
}

const aboutOf = ({ question }) => (question?.kind === 'needs' && !question.open ? question.id : 0);

/** The domains that most chose in a closed vote, up to `most`; where several have as many for the last place, none of
 * those: the room says which. */
export function topMarks(question, keys, most) {
  if (question?.kind !== 'needs' || !question.counts) return [];
  const votes = keys.map((key, at) => ({ key, n: question.counts[at] })).filter(({ n }) => n);
  const ranked = [...votes].sort((a, b) => b.n - a.n);
  const next = ranked[most]?.n ?? 0;
  return ranked.slice(0, most).filter(({ n }) => n > next).map(({ key }) => key);
}

/** Those that tie for the last place that can be marked, or none. */
export function tiedFor(question, keys, most) {
  if (question?.kind !== 'needs' || !question.counts) return [];
  const found = keys.map((key, at) => ({ key, n: question.counts[at] })).filter(({ n }) => n);
  const ranked = [...found].sort((a, b) => b.n - a.n);
  const next = ranked[most]?.n ?? 0;
  return next && ranked[most - 1].n === next ? found.filter(({ n }) => n === next).map(({ key }) => key) : [];
}
