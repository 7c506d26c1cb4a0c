// The finding of a workshop in a line, as in the files (voting/reports/headline.py).
import { isFramework } from '../charts/sheet.js';
import { counted, fill, language } from '../lib/words.js';

const inARow = (facts) => new Intl.ListFormat(language, { type: 'unit' }).format(facts);

/** How many domains were decided at which rating, highest first, and how many were left unresolved; while some have
 * no decision, “So far” and how many those are. At the end of a review those were not rated. No full stop. */
export function headline({ summary, domains, finished_at: isOver }, framework, t) {
  const { levels, unresolved, undecided } = summary;
  if (undecided === domains.length) return isOver ? t.none : t.none_yet;
  const scale = onlyScale(framework);
  const counts = levels.map(({ rating, domains: n }) => ['level', n, scale?.[rating].label ?? '']);
  if (unresolved) counts.push(['unresolved', unresolved, '']);
  if (!isFramework(framework)) return rows(counts, undecided, domains.length, isOver, t);
  const facts = counts.map(([what, n, level], place) => {
    const form = n === domains.length ? 'all' : place ? 'more' : 'first';
    return fill(counted(t[form][what], n), { level });
  });
  return inAll(facts, undecided, isOver, t);
}

function inAll(facts, undecided, isOver, t) {
  if (!undecided) return inARow(facts);
  if (isOver) return inARow([...facts, counted(t.not_rated, undecided)]);
  return fill(t.so_far, { facts: inARow([...facts, counted(t.to_decide, undecided)]) });
}

// The scale of all decisions, where they have one.
function onlyScale({ columns }) {
  const decided = columns.filter(({ settle }) => settle !== 'none') ?? [];
  return decided.length === 1 ? decided[0].places : null;
}

// Of other instruments what is counted are rows, "In place: 11, Not in place: 4": of several scales, only how many.
function rows(counts, undecided, all, isOver, t) {
  const named = counts.filter(([, , level]) => level);
  const said = named.map(([, n, level]) => fill(t.rows.level, { n, level }));
  const left = counts.find(([what]) => what === 'unresolved');
  const decided = all - undecided - (left?.[1] ?? 0);
  if (!named.length && decided) said.push(fill(t.rows.decided, { n: decided, all }));
  if (left) said.push(fill(counted(t.more.unresolved, left[1]), {}));
  return inAll(said, undecided, isOver, t);
}
