// A tally as bars, with the same numbers in a table for those who can't see them.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { chip, levelClass } from './levels.js';
import { counted, fill } from '../lib/words.js';

/**
 * Bars for one round of a view, or that nobody gave a rating, and how many rated. `mine` is the person's own rating, on their own phone only.
 * `words` is boot.words.common.
 */
export function bars(round, levels, words, { mine } = {}) {
  const most = Math.max(1, ...round.counts);
  // Keyed, so that the bars of another round grow anew and never morph out of the last ones.
  return keyed(
    round.id,
    html`<figure class="bars">
      ${round.ratings
        ? html`<ol class="bars-drawn" aria-hidden="true">
            ${levels.map((level) => bar(level, levels.length, round, most, mine, words))}
          </ol>`
        : html`<p>${words.chart.none}</p>`}
      <p class="rated-of">${ratedOf(round, words)}</p>
      ${byHand(round.by_hand, words, round.hand_counts, levels)} ${table(round, levels, words, mine)}
    </figure>`,
  );
}

/** How many rated, of how many: of a round, or of the one that a ruling stands on. Of old rounds it
 * is not known how many were there. */
export const ratedOf = (round, words) => fill(round.present === null ? words.rated : words.rated_of, round);

/** How many ratings a trainer has entered for people without a phone, and which, if it may be told. */
export function byHand(n, words, counts = null, levels = []) {
  if (!n) return nothing;
  const which = levels.filter(({ rating }) => counts?.[rating]);
  return html`<p class="by-hand">
    ${counted(words.by_hand, n)}${which.length
      ? `: ${which.map(({ rating, label }) => `${counts[rating]} × ${label}`).join(', ')}`
      : nothing}
  </p>`;
}

function bar({ rating, label }, levels, round, most, mine, words) {
  const count = round.counts[rating];
  return html`<li class="bar ${levelClass(rating, levels)}">
    <span class="bar-label"
      >${chip(rating, levels)}<span>${label}</span>${mine === rating
        ? html`<span class="badge">${words.you}</span>`
        : nothing}</span
    >
    <span class="bar-track"
      ><span class="bar-fill" .style=${`--part: ${(100 * count) / most}%`}></span
    ></span>
    <span class="bar-count">${count}</span>
  </li>`;
}

function table(round, levels, words, mine) {
  const share = (count) =>
    round.ratings ? `(${fill(words.chart.share, { share: Math.round((100 * count) / round.ratings) })})` : '';
  return html`<div class="visually-hidden"><table>
    <caption>
      ${fill(words.chart.table, round)}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.chart.rating}</th>
        <th scope="col">${words.chart.people}</th>
      </tr>
    </thead>
    <tbody>
      ${levels.map(
        ({ rating, label }) =>
          html`<tr>
            <th scope="row">
              ${rating} ${label}${mine === rating ? html` (${words.chart.yours})` : nothing}
            </th>
            <td>
              ${round.counts[rating]} ${share(round.counts[rating])}
            </td>
          </tr>`,
      )}
      <tr>
        <th scope="row">${words.cant_say}</th>
        <td>${round.cant_say}</td>
      </tr>
    </tbody>
  </table></div>`;
}
