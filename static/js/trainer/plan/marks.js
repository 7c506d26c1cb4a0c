// The domains that are marked as the greatest needs, until they are recorded. Only a vote marks any beforehand. Touches
// no page.

export class Marks {
  #for = null; // what they were marked for
  #chosen = new Set();
  #keep;

  #before = null; // the needs recorded that are being put right

  /** `keys` are those of all domains, in order; `most` is how many one person may choose; `keep` holds the marks. */
  constructor({ keys, most, keep }) {
    this.keys = keys;
    this.most = most;
    this.#keep = keep;
    const { about = null, chosen = [], before = null } = keep.read() ?? {};
    this.#for = about;
    this.#chosen = new Set(chosen);
    this.#before = before;
  }

  /** The marked domains, in the instrument's order. */
  of({ plan }) {
    const about = aboutOf(plan);
    if (this.#for !== about) {
      this.#for = about;
      this.#chosen = new Set(topMarks(plan.question, this.keys, this.most));
    }
    return this.keys.filter((key) => this.#chosen.has(key));
  }

  mark(view, domain, on) {
    this.of(view);
    if (on) this.#chosen.add(domain);
    else this.#chosen.delete(domain);
    this.#note();
  }

  /** Are needs that were recorded being put right? */
  get isAgain() {
    return this.#before !== null;
  }

  /** Begin with those that are recorded, to put them right. */
  begin(view) {
    this.of(view);
    this.#before = recordedIn(view);
    this.#chosen = new Set(this.#before);
    this.#note();
  }

  /** Has somebody else recorded others since that began, or since this was asked? */
  isOvertaken(view) {
    if (!this.isAgain || `${recordedIn(view)}` === `${this.#before}`) return false;
    this.#before = recordedIn(view);
    this.#note();
    return true;
  }

  /** They are recorded, or are not to be put right after all. */
  done() {
    this.#chosen = new Set();
    this.#before = null;
    this.#keep.clear();
  }

  clear() {
    this.#keep.clear();
  }

  #note() {
    this.#keep.write({ about: this.#for, chosen: [...this.#chosen], before: this.#before });
  }
}

const recordedIn = ({ plan }) => plan.needs?.domains.map(({ domain }) => domain) ?? [];

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
