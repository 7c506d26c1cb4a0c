// The small drawings beside a row: one bar in parts.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { levelClass } from '../../charts/levels.js';
import { fill, language } from '../../lib/words.js';

const list = new Intl.ListFormat(language, { type: 'unit', style: 'long' });

/** All answers of a round as one bar, each place with its share of them. */
export function parts({ counts }, places) {
  return html`<span class="strip" aria-hidden="true">
    ${places.map(({ place }) =>
      counts[place]
        ? html`<span class="strip-part ${levelClass(place, places.length)}" .style=${`--count: ${counts[place]}`}></span>`
        : nothing,
    )}
  </span>`;
}

/** The middle answer, and where the middle half lies. */
export function medianSaid({ median, quartiles }, places, t) {
  const [from, to] = quartiles.map((place) => places[place].said);
  return fill(from === to ? t.median_alone : t.median, { median: places[median].said, from, to });
}

/** How many chose each place that anyone chose, in the order given: "9 In place, 3 Not in place". */
export const countsSaid = ({ counts }, places, t) =>
  list.format(places.filter(({ place }) => counts[place]).map(({ place, said }) => fill(t.each, { n: counts[place], answer: said })));
