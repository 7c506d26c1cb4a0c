// What a phone shows of a round that is over: the bars, the talk about them, the decision.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { bars } from '../charts/bars.js';
import { decisionBox } from '../charts/decision.js';
import { questionsOf } from '../charts/questions.js';
import { placesOf } from '../lib/instrument.js';
import { progressOf } from '../lib/news.js';
import { fill, roundText } from '../lib/words.js';
import { meanings } from './meanings.js';
import { cancelled } from './notices.js';
import { asksCard } from './screens.js';
import { shownParts } from './shown.js';

/** The screens by name, as in screens.js. */
export const COUNTED = { revealed, discussion, ruled };

function revealed(page) {
  const text = page.words.attendee.revealed;
  const isAhead = isRatedAhead(page);
  const heading = asksCard(page.framework, page.view.domain) ? text.heading : page.words.attendee.rows.over_heading.revealed;
  return html`${cancelled(page)} <h1>${isAhead ? text.ahead : heading}</h1>
    ${isAhead ? html`<p class="lead">${text.next_ahead}</p>` : nothing} ${tally(page)} ${meanings(page)} ${shownParts(page)}
    ${isAhead ? nothing : html`<p>${text.next}</p>`}
    ${earlier(page)}`;
}

function discussion(page) {
  const { discussion: text, revealed } = page.words.attendee;
  return html`<h1>${text.heading}</h1>
    ${questions(page)}
    <p>${isRatedAhead(page) ? revealed.next_ahead : text.next}</p>
    ${tally(page)} ${meanings(page)} ${shownParts(page)} ${earlier(page)}`;
}

function ruled(page) {
  const { view, words, framework } = page;
  const text = words.attendee.ruled;
  const { done, all } = progressOf(view);
  return html`<h1>${text.heading}</h1> ${decisionBox(view.ruling, placesOf(framework, view.domain), words)}
    <p>${done === all ? text.last : text.next}</p>
    <section class="stack">
      <h2>${isRatedAhead(page) ? words.attendee.revealed.ahead : text.last_tally}</h2>
      ${tally(page)} ${meanings(page)}
    </section>
    ${shownParts(page)}`;
}

// Is what is on screen no round of today, but what people rated before it?
const isRatedAhead = ({ view }) => view.rounds.at(-1).number === 0;

// --- parts ------------------------------------------------------------------------------------

function tally({ view, words, framework, outbox, missed }) {
  const round = view.rounds.at(-1);
  const mine = outbox.own(round.id);
  const text = words.attendee.revealed;
  return html`${bars(round, placesOf(framework, view.domain), words.common, { mine })}
    ${round.cant_say ? html`<p>${fill(text.cant_say, { count: round.cant_say })}</p>` : nothing}
    ${mine === null ? html`<p>${text.you_cant_say}</p>` : nothing}
    ${missed === round.id ? html`<p>${(asksCard(framework, view.domain) ? text : words.attendee.rows).you_missed}</p>` : nothing}`;
}

// The same three as in the room and on the console.
function questions({ view, words, framework }) {
  const asked = questionsOf(view, placesOf(framework, view.domain), words.common);
  if (!asked.length) return nothing;
  return html`<ul class="lead questions">
    ${asked.map((question) => html`<li>${question}</li>`)}
  </ul>`;
}

function earlier({ view, words, framework, outbox }) {
  const rounds = view.rounds.slice(0, -1);
  if (!rounds.length) return nothing;
  return html`<details class="fold earlier">
    <summary>${words.attendee.revealed.earlier}</summary>
    ${rounds.map((round) => {
      const mine = outbox.own(round.id);
      return html`<h2>${roundText(words.common, 'round_number', round)}</h2>
        ${bars(round, placesOf(framework, view.domain), words.common, { mine })}`;
    })}
  </details>`;
}
