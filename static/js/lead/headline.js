// The finding of a workshop in a line, as in the files (voting/reports/headline.py).
import { counted, fill, language } from '../lib/words.js';

const inARow = (facts) => new Intl.ListFormat(language, { type: 'unit' }).format(facts);

/** How many domains were decided at which rating, highest first, and how many were left unresolved; while some have
 * no decision, “So far” and how many those are. No full stop. */
export function headline({ summary, domains }, framework, t) {
  const { levels, unresolved, undecided } = summary;
  if (undecided === domains.length) return t.none_yet;
  const scale = onlyScale(framework);
  const counts = levels.map(({ rating, domains: n }) => ['level', n, scale?.[rating].label ?? '']);
  if (unresolved) counts.push(['unresolved', unresolved, '']);
  if (!framework.levels.length) return rows(counts, undecided, domains.length, t);
  const facts = counts.map(([what, n, level], place) => {
    const form = n === domains.length ? 'all' : place ? 'more' : 'first';
    return fill(counted(t[form][what], n), { level });
  });
  if (!undecided) return inARow(facts);
  return fill(t.so_far, { facts: inARow([...facts, counted(t.to_decide, undecided)]) });
}
