// What a phone shows of a domain before its first round, to look at together, and at the end of the workshop.
import { html } from '../../vendor/lit-html/lit-html.js';
import { fill, placesOf } from '../lib/words.js';
import { scale } from './meanings.js';
import { cancelled } from './notices.js';
import { domainList, gold } from './screens.js';

/** The screens by name, as in screens.js. */
export const STOPS = { preview, finished };

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
    ${page.rows?.decisions(page) ?? html`<p class="lead">${text.text}</p> ${domainList(page, words.common.profile)}`}`;
}
