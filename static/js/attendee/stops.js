// What a phone shows of a domain before its first round, to look at together, of what follows from the ratings, at the end
// of the workshop, and to those who take part no more.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill, placesOf } from '../lib/words.js';
import { progressOf } from '../lib/news.js';
import { scale } from './meanings.js';
import { problem } from './menu.js';
import { cancelled } from './notices.js';
import { domainList, gold } from './screens.js';

/** The screens by name, as in screens.js. */
export const STOPS = { preview, plan: (page) => page.plan.screen(page), finished, left, removed };

function preview(page) {
  const { words, domain, framework } = page;
  return html`${cancelled(page)}
    <h1>${domain.name}</h1>
    ${page.rows?.asked(page) ?? html`${gold(page)} ${scale(domain, placesOf(framework, domain.key))}`}
    <p class="hint">${words.attendee.preview.next}</p>`;
}

function finished(page) {
  const { words, me } = page;
  const text = words.attendee.finished;
  return html`<h1>${fill(text.heading, me)}</h1>
    ${page.rows
      ? html`${page.rows.decisions(page)} ${agreed(page)}`
      : html`<p class="lead">${text.text}</p> ${agreed(page)} ${isRated(page) ? domainList(page, words.common.profile) : nothing}`}`;
}

// A review may have rated nothing: then the list would only say so, line by line.
const isRated = ({ view }) => !view.plan || progressOf(view).begun;

const agreed = (page) => page.plan?.agreed(page) ?? nothing;

function left(page) {
  const text = page.words.attendee.left;
  const over = page.view.phase === 'finished';
  return html`<h1>${text.heading}</h1>
    <p class="lead">${over ? text.finished : text.text}</p>
    ${problem(page.panels.errors)}
    ${over
      ? nothing
      : html`<button class="button button-big" type="button" @click=${() => page.panels.rejoin(page.me)}>
          ${text.button}
        </button>`}`;
}

function removed({ words }) {
  return html`<h1>${words.attendee.removed.heading}</h1>
    <p class="lead">${words.attendee.removed.text}</p>
    <button class="button button-big" type="button" @click=${() => location.reload()}>
      ${words.attendee.removed.button}
    </button>`;
}
