// What a phone shows of rounds that asked more than one rating: each cell in one line of words, with its counts as a strip.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { byHand, hiddenTable, ratedOf } from '../charts/bars.js';
import { levelClass } from '../charts/levels.js';
import { share } from '../charts/scale.js';
import { cellOf, columnOf } from '../lib/instrument.js';
import { fill } from '../lib/words.js';
import { KINDS } from './kinds/index.js';
import { cancelled } from './notices.js';
import { decided } from './rowslist.js';
import { asksCard } from './screens.js';

/** The screen of several cells together, of those in later.js; null for one cell alone. */
export function counted(page, screen) {
  const { view, words, domain, missed } = page;
  const text = words.attendee[screen];
  if (!view.cells?.length) return null;
  const wasMissed = view.cells.some(({ last }) => last?.id === missed);
  return html`${cancelled(page)} <h1>${domain.name}</h1>
    <p class="lead">${text.heading}</p>
    ${screen === 'discussion' ? html`<p>${text.next}</p>` : nothing}
    ${wasMissed ? html`<p>${words.attendee.revealed.you_missed}</p>` : nothing}
    <ol class="results">
      ${view.cells.map((cell) => result(page, cell))}
    </ol>
    ${screen === 'revealed' ? html`<p>${text.next}</p>` : nothing}`;
}

function result({ framework, words }, { domain: key, last, ruling }) {
  const { name } = cellOf(framework, key);
  return html`<li class="result">
    <h2 class="result-name">${name}</h2>
    ${last ? said(framework, key, last, words) : html`<p class="hint">${words.common.domain_status.waiting}</p>`}
    ${ruling ? html`<p class="result-decided"><strong>${words.attendee.rows.decision}</strong> ${decided(framework, key, ruling, words)}</p>` : nothing}
  </li>`;
}

/** A counted round of one cell that has no cards; null for one that has. */
export function tally({ view, framework, words, missed }) {
  if (asksCard(framework, view.domain)) return null;
  const last = view.rounds.at(-1);
  return html`${said(framework, view.domain, last, words)}
    <p class="rated-of">${ratedOf(last, words.common)}</p>
    ${byHand(last.by_hand, words.common)}
    ${missed === last.id ? html`<p>${words.attendee.revealed.you_missed}</p>` : nothing}`;
}

/** The decision on it. */
export function decision({ view, framework, words }) {
  if (asksCard(framework, view.domain)) return null;
  return html`<p class="decision"><strong class="decision-rating">${decided(framework, view.domain, view.ruling, words)}</strong></p>`;
}

// A counted round of a cell, in words and as a strip.
function said(framework, key, last, words) {
  const text = words.attendee.rows;
  if (last.withheld) return html`<p class="hint">${fill(text.withheld, { n: framework.least_shown })}</p>`;
  const column = columnOf(framework, key);
  return html`${last.ratings ? strip(last, column, framework, words, cellOf(framework, key)) : nothing}
    <p class="result-said">${last.ratings ? KINDS[column.kind].told(last, column, text.told) : words.common.chart.none}</p>
    ${last.cant_say ? html`<p class="hint">${fill(words.attendee.revealed.cant_say, { count: last.cant_say })}</p>` : nothing}`;
}

// How the answers are spread: a part for each place, with the same numbers in a table.
function strip({ counts, ratings }, { places, ordered, most }, framework, words, { name }) {
  const all = most > 1 ? counts.reduce((sum, n) => sum + n, 0) : ratings;
  const look = (place) => (ordered ? levelClass(place, places.length) : '');
  return html`<div class="strip" aria-hidden="true">
      ${places.map(({ place }) =>
        counts[place]
          ? html`<span class="strip-part ${look(place)}" .style=${`--part: ${100 * share(counts[place], all)}%`}>${counts[place]}</span>`
          : nothing,
      )}
    </div>
    ${hiddenTable(
      name,
      [words.attendee.rows.answer, words.common.chart.people],
      places.map(({ place, said: label }) => [label, counts[place]]),
    )}`;
}
