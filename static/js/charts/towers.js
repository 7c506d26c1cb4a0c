// One round for the projector: the outline of the round before, the towers that rise through it, then the
// numbers. Upright with the labels below, or lying with each label above its bar.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { cantSayRow, hiddenTable, noneOf, tallyTable } from './bars.js';
import { chipOf, countOf, lookOf, saidOf } from './answers.js';
import { kindOf } from './kinds/index.js';
import { greatestShare, share } from './scale.js';
import { fill, roundText } from '../lib/words.js';

/**
 * `round`, and `before` if the one before it is to stand behind it, are as in the view; both are on one
 * scale, that of all `rounds` of the domain. `words` is boot.words.common, `was` the text "was {n}". `way` is
 * how they stand: upright, "is-lying", or "is-lying is-compact". In the place of `before`, `last` is what another
 * workshop rated, {counts, ratings, cant_say, name}: drawn dashed, so that it is not taken for the round before.
 */
export function towers(round, levels, words, { rounds, before: earlier = null, last = null, was, way = '' }) {
  const before = last ?? earlier;
  const most = greatestShare(last ? [...rounds, last] : rounds);
  const outline = before?.ratings ? before : null;
  // Keyed, so that another round rises anew and never out of the last one.
  return keyed(
    round.id,
    html`<figure class="towers ${way} ${outline ? 'has-before' : ''} ${last ? 'is-last-time' : ''}">
      ${round.ratings
        ? html`<div class="towers-drawn" aria-hidden="true">
            ${levels.map((level) => tower(level, levels, round, outline, most, was, words))}
          </div>`
        : html`<p class="towers-none">${noneOf(round, words, levels)}</p>`}
      ${before ? bothTable(round, before, levels, words) : tallyTable(round, levels, words)}
    </figure>`,
  );
}

function tower({ rating, label }, levels, round, before, most, was, words) {
  const high = ({ counts, ratings }) => `${(100 * share(counts[rating], ratings)) / most}%`;
  return html`<div class="tower ${lookOf(rating, levels)}">
    <div class="tower-space" .style=${`--part: ${high(round)}; --was: ${before ? high(before) : '0%'}`}>
      ${before
        ? html`<span class="tower-before ${before.counts[rating] ? '' : 'is-none'}"></span>
            <span class="tower-was">${fill(was, { n: before.counts[rating] })}</span>`
        : nothing}
      <span class="tower-bar"></span>
      <span class="tower-count">${countOf(round.counts[rating], round.ratings, words)}</span>
    </div>
    <div class="tower-label">${chipOf(rating, levels)}<span>${label}</span></div>
  </div>`;
}

/** Both rounds for those who can't see them, the one that is drawn in front first. */
function bothTable(round, before, levels, words) {
  const name = ({ number, name: own }) => own ?? roundText(words, 'round_number', { number });
  return hiddenTable(
    roundText(words.chart, kindOf(levels).words.table, round),
    [words.chart[kindOf(levels).words.answer], name(round), name(before)],
    [
      ...levels.map(({ rating }) => [saidOf(rating, levels), round.counts[rating], before.counts[rating]]),
      ...cantSayRow(round, levels, words, before),
    ],
  );
}
