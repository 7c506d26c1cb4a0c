// What changed, in words: as in the files (voting/reports/changed_said.py). `told` is the view's `changed`, `t` its words.
import { returningLine } from '../charts/returning.js';
import { counted, dated, fill, language } from '../lib/words.js';

// In the order in which the finding tells them.
const OUTCOMES = ['up', 'down', 'same', 'decided', 'unresolved', 'undecided', 'apart'];

const inARow = (facts) => new Intl.ListFormat(language, { type: 'unit' }).format(facts);

/** A domain at the workshop compared with, and at this one; null where it was not asked about. */
export const bothOf = ({ then }, { compared }) => [then[compared], then.at(-1)];

/** The domains that at least one of the two workshops asked about. */
export const comparedOf = (told) => told.domains.filter((domain) => bothOf(domain, told).some(Boolean));

/** What became of a domain. One that has a decision now and had none is no change, and no silence either. */
export function outcomeOf(domain, told) {
  const { steps, why } = domain;
  if (steps !== null) return steps > 0 ? 'up' : steps < 0 ? 'down' : 'same';
  if (why !== 'unresolved' && why !== 'undecided') return 'apart';
  const [, now] = bothOf(domain, told);
  return now.status;
}

/** "3 domains up, 3 the same, 1 left unresolved": only the first fact says that it counts domains. No full stop. */
export function finding(told, t) {
  const rows = comparedOf(told);
  const outcomes = rows.map((domain) => outcomeOf(domain, told));
  const counts = OUTCOMES.map((outcome) => [outcome, outcomes.filter((one) => one === outcome).length]);
  return inARow(
    counts
      .filter(([, n]) => n)
      .map(([outcome, n], place) => counted(t.finding[n === rows.length ? 'all' : place ? 'more' : 'first'][outcome], n)),
  );
}

/** "Workshop I, 5 March 2026", and that it is not finished. */
export function pointName(point, t, kinds) {
  const name = fill(t.point, { kind: kinds[point.kind], date: dated(point.date, 'day') });
  return point.finished ? name : `${name} · ${t.marks.unfinished}`;
}

/** "Up 2 steps", "No change", "Newly decided", or why there is no number. */
export function changeTold(domain, told, t) {
  const outcome = outcomeOf(domain, told);
  if (outcome === 'decided') return t.steps.decided;
  if (domain.steps !== null) return counted(t.steps[outcome], Math.abs(domain.steps));
  const [then, now] = bothOf(domain, told);
  const found = t.why[domain.why];
  if (domain.why === 'levels' && then.levels === now.levels) return t.why.scale;
  if (domain.why === 'levels') return fill(found, { then: then.levels, now: now.levels });
  if (domain.why === 'instrument' || domain.why === 'order') return found;
  const missing = (one) => (domain.why === 'absent' ? one === null : one?.status === domain.why);
  return found[missing(then) && missing(now) ? 'both' : missing(then) ? 'then' : 'now'];
}

/** What the two workshops called differently, and that the earlier one goes on, a sentence each. */
export function notesOf(told, t, kinds) {
  const [then, now] = [told.points[told.compared], told.points.at(-1)];
  const noted = (note) => comparedOf(told).filter(({ notes }) => notes.includes(note));
  const found = [];
  if (!then.finished) found.push(fill(t.standing, { point: fill(t.point, { kind: kinds[then.kind], date: dated(then.date, 'day') }) }));
  if (noted('version').length) {
    found.push(fill(t.notes.version, { then: then.framework_version, now: now.framework_version }));
  }
  if (noted('labels').length) found.push(t.notes.labels);
  const renamed = noted('name').map(({ short }) => short);
  if (renamed.length) found.push(fill(t.notes.name, { domains: new Intl.ListFormat(language).format(renamed) }));
  return found;
}

/** How many of those here were at an earlier workshop too; '' where that is not known. */
export function returningSaid({ returning, points }, words) {
  return returningLine(returning && { ...points[returning.point], ...returning }, words);
}
