// Numbers: the middle one, and where the middle half lies.
import { html } from '../../../vendor/lit-html/lit-html.js';
import { medianSaid } from './strips.js';

export const mark = ({ value }) => value;

export const read = ({ value }) => value;

export const legend = (hands, rows) => rows.hand_numbers;
export const which = (ruling, rows) => rows.which_number;
export const explain = ({ rows }) => rows.explain;

export const summary = ({ spread }, places, t) => (spread ? medianSaid(spread, places.map(({ value }) => ({ said: value })), t) : t.no_answers);

/** The line is the whole scale, the box the middle half, the mark the median. */
export function strip({ spread }, places) {
  if (!spread) return html`<span class="strip is-scale" aria-hidden="true"></span>`;
  const at = (place) => `${(100 * (place + 0.5)) / places.length}%`;
  const [from, to] = spread.quartiles;
  return html`<span class="strip is-scale" aria-hidden="true"
    ><span class="strip-range" .style=${`--from: ${at(spread.lowest)}; --to: ${at(spread.highest)}`}></span
    ><span class="strip-box" .style=${`--from: ${at(from - 0.5)}; --to: ${at(to + 0.5)}`}></span
    ><span class="strip-mark" .style=${`--from: ${at(spread.median)}`}></span
  ></span>`;
}

export const height = ({ spread, counts }) => (spread ? spread.median / (counts.length - 1) : -1);
