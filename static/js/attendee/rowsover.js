// What a phone shows of several cells whose rounds are over: each in a few words, drawn as in the room's rows.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { decisionLine } from '../charts/decision.js';
import { tallySaid } from '../charts/rowtable.js';
import { cellOf, columnOf } from '../lib/instrument.js';
import { fill } from '../lib/words.js';
import { KINDS } from './kinds/index.js';
import { cancelled } from './notices.js';

/** The screen of several cells together, of those in later.js; null for one cell alone. */
export function counted(page, screen) {
  const { view, words, domain, missed } = page;
  const heading = words.attendee.rows.over_heading[screen];
  if (!heading || !view.cells.length) return null;
  const text = words.attendee[screen];
  const isDecided = view.cells.some(({ domain: key }) => columnOf(page.framework, key).settle !== 'none');
  const wasMissed = view.cells.some(({ last }) => last && last.id === missed);
  return html`${cancelled(page)} <h1>${domain.name}</h1>
    <p class="lead">${heading}</p>
    ${wasMissed ? html`<p>${words.attendee.rows.you_missed}</p>` : nothing}
    <ol class="results">
      ${view.cells.map((cell) => result(page, cell))}
    </ol>
    ${screen === 'ruled' || !isDecided ? nothing : html`<p>${text.next}</p>`}`;
}

function result({ framework, words, view }, { domain: key, last, ruling }) {
  const { places } = columnOf(framework, key);
  return html`<li class="result">
    <h2 class="result-name">${nameIn(framework, key, view.cells)}</h2>
    ${last ? said(framework, key, last, words) : html`<p class="hint">${words.common.rows.status.waiting}</p>`}
    ${ruling ? html`<p class="result-decided"><strong>${words.attendee.rows.decision}</strong> ${decisionLine(ruling, places, words)}</p>` : nothing}
  </li>`;
}

// What a cell is called among those on the screens: what all of them share is in the heading.
function nameIn(framework, key, cells) {
  const rowOf = (one) => cellOf(framework, one).row;
  const { name } = framework.rows.find((row) => row.key === rowOf(key));
  const column = columnOf(framework, key).name;
  if (cells.every(({ domain }) => rowOf(domain) === rowOf(key))) return column;
  return cells.some(({ domain }) => domain !== key && rowOf(domain) === rowOf(key)) ? `${name} – ${column}` : name;
}

// A counted round of a cell: drawn, and in words.
function said(framework, key, last, words) {
  const text = words.attendee.rows;
  if (last.withheld) return html`<p class="hint">${fill(text.withheld, { n: framework.least_shown })}</p>`;
  if (!last.ratings && !last.cant_say) return html`<p class="hint">${words.common.rows.none}</p>`;
  const column = columnOf(framework, key);
  const kind = KINDS[column.kind];
  const cantSay = last.cant_say ? fill(words.attendee.revealed.cant_say, { count: last.cant_say }) : '';
  return html`${kind.drawn && last.ratings
      ? html`<div class="rows-drawn" aria-hidden="true">${kind.drawn(last, column.places, words.common)}</div>
          <p class="visually-hidden">${tallySaid(last, column.places, words.common)}</p>`
      : nothing}
    ${last.ratings ? html`<p>${kind.told(last, column, text.told, framework.repeat)}</p>` : nothing} ${cantSay ? html`<p class="hint">${cantSay}</p>` : nothing}`;
}
