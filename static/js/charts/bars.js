// A tally as bars, with the same numbers in a table for those who can't see them.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { chipOf, countOf, lookOf, saidOf } from './answers.js';
import { columnOf, kindOf } from './kinds/index.js';
import { share } from './scale.js';
import { counted, fill, roundText } from '../lib/words.js';

/**
 * Bars for one round of a view, or that no one gave a rating, and how many rated. The track of a bar is all
 * ratings of its round. `mine` is the person's own rating, on their own phone only.
 * `words` is boot.words.common.
 */
export function bars(round, levels, words, { mine } = {}) {
  // Keyed, so that the bars of another round grow anew and never morph out of the last ones.
  return keyed(
    round.id,
    html`<figure class="bars">
      ${round.ratings ? (kindOf(levels).drawn ?? barsDrawn)(round, levels, words, { mine }) : html`<p>${noneOf(round, words, levels)}</p>`}
      <p class="rated-of">${ratedOf(round, words, levels)}</p>
      ${byHand(round.by_hand, words, round.hand_counts, levels)} ${tallyTable(round, levels, words, { mine, shares: true })}
    </figure>`,
  );
}

/** How many rated, of how many: of a round, or of the one that a ruling stands on. Of old rounds it
 * is not known how many were there. */
export function ratedOf(round, words, levels = []) {
  const { did } = kindOf(levels).words;
  return fill(words[round.present === null ? did : `${did}_of`], round);
}

/** How many ratings a trainer has entered for people without a phone, and which, if it may be told. */
export function byHand(n, words, counts = null, levels = []) {
  if (!n) return nothing;
  const which = levels.filter(({ rating }) => counts?.[rating]);
  return html`<p class="by-hand">
    ${counted(words.by_hand, n)}${which.length
      ? `: ${which.map(({ rating, label, said }) => `${counts[rating]} × ${label || said}`).join(', ')}`
      : nothing}
  </p>`;
}

/** Why there is nothing to draw: no one answered, or too few to show what they said. */
export const noneOf = (round, words, levels) =>
  round.withheld ? words.chart.withheld : words.chart[kindOf(levels).words.none];

function barsDrawn(round, levels, words, { mine }) {
  return html`<ol class="bars-drawn" aria-hidden="true" .style=${`--digits: ${String(round.ratings).length}`}>
    ${levels.map(({ rating }) => bar(rating, levels, round, isMine(mine, rating), words))}
  </ol>`;
}

/** Is a place what somebody chose, or among that? */
const isMine = (mine, rating) => [mine].flat().includes(rating);

function bar(rating, levels, round, isOwn, words) {
  const count = round.counts[rating];
  return html`<li class="bar ${lookOf(rating, levels)}">
    <span class="bar-label"
      >${chipOf(rating, levels)}<span>${levels[rating].label}</span>${isOwn
        ? html`<span class="badge">${words.you}</span>`
        : nothing}</span
    >
    <span class="bar-track"
      ><span class="bar-fill" .style=${`--part: ${100 * share(count, round.ratings)}%`}></span
    ></span>
    <span class="bar-count">${countOf(count, round.ratings, words)}</span>
  </li>`;
}

/** The last row of a table, where people may say that they can't. */
export const cantSayRow = (round, levels, words, ...others) =>
  columnOf(levels).cant_say ? [[words.cant_say, ...[round, ...others].map(({ cant_say }) => cant_say)]] : [];

/** A round's counts as a hidden table; `shares` adds how much of all ratings each is, `mine` marks the person's
 * own rating. */
export function tallyTable(round, levels, words, { mine, shares = false } = {}) {
  if (round.withheld) return nothing;
  const told = (count) =>
    shares && round.ratings
      ? ` (${fill(words.chart.share, { share: Math.round(100 * share(count, round.ratings)) })})`
      : '';
  const own = (rating) => (isMine(mine, rating) ? ` (${words.chart.yours})` : '');
  return hiddenTable(
    roundText(words.chart, kindOf(levels).words.table, round),
    [words.chart[kindOf(levels).words.answer], words.chart.people],
    [
      ...levels.map(({ rating }) => [
        `${saidOf(rating, levels)}${own(rating)}`,
        `${round.counts[rating]}${told(round.counts[rating])}`,
      ]),
      ...cantSayRow(round, levels, words),
    ],
  );
}

/** A drawing once more for those who can't see it: `head` names the columns, each row begins with its name.
 * Hidden by a box around it: a table itself cannot be made smaller than its text. */
export function hiddenTable(caption, head, rows) {
  return html`<div class="visually-hidden"><table>
    <caption>${caption}</caption>
    <thead><tr>${head.map((name) => (name ? html`<th scope="col">${name}</th>` : html`<td></td>`))}</tr></thead>
    <tbody>
      ${rows.map(([name, ...cells]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}
    </tbody>
  </table></div>`;
}
