// The finding of a workshop in a line, as in the files (voting/reports/headline.py).
import { counted, fill, language } from '../lib/words.js';

const inARow = (facts) => new Intl.ListFormat(language, { type: 'unit' }).format(facts);

/** How many domains were decided at which rating, highest first, how many were left unresolved and how many have no
 * decision; “So far” in front while the workshop goes on. No full stop. */
export function headline({ summary, domains, finished_at: finished }, framework, t) {
  const { levels, unresolved, undecided } = summary;
  if (undecided === domains.length) return finished ? t.none : t.none_yet;
  const counts = levels.map(({ rating, domains: n }) => ['level', n, framework.levels[rating].label]);
  if (unresolved) counts.push(['unresolved', unresolved, '']);
  const facts = counts.map(([what, n, level], place) => {
    const form = n === domains.length ? 'all' : place ? 'more' : 'first';
    return fill(counted(t[form][what], n), { level });
  });
  if (!undecided) return inARow(facts);
  facts.push(counted(finished ? t.undecided : t.to_decide, undecided));
  return finished ? inARow(facts) : fill(t.so_far, { facts: inARow(facts) });
}
