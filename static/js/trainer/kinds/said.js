// Counts in words.
import { fill, language } from '../../lib/words.js';

const list = new Intl.ListFormat(language, { type: 'unit', style: 'long' });

/** The middle answer, and where the middle half lies. */
export function medianSaid({ median, quartiles }, places, t) {
  const [from, to] = quartiles.map((place) => places[place].said);
  return fill(from === to ? t.median_alone : t.median, { median: places[median].said, from, to });
}

/** How many chose each place that anyone chose, in the order given: "In place 9, Not in place 3". */
export const countsSaid = ({ counts }, places, t) =>
  list.format(places.filter(({ place }) => counts[place]).map(({ place, said }) => fill(t.each, { n: counts[place], answer: said })));
