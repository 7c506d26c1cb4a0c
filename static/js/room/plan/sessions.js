// Support sessions: a card for each, with what it is about, who leads which part, and when it is.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { sessionsSaid } from '../../lib/agreed.js';
import { fill } from '../../lib/words.js';
import { list, part, t, whenSaid } from './parts.js';

export function sessions(at) {
  const said = sessionsSaid(at.view.plan, at.boot.catalogue);
  const text = t(at);
  return part('sessions', at.words.goals.parts.sessions, '', said.length
    ? html`<div class="plan-fit plan-cards" data-least="1.2" .style=${`--cards: ${said.length}`}>${said.map((one) => card(one, at))}</div>`
    : html`<p class="plan-none">${text.sessions.none}</p>`);
}

function card({ session, topics, items }, at) {
  const text = t(at).sessions;
  return html`<article class="session">
    <h2>${fill(text.number, { n: session.number })}</h2>
    <p class="session-areas">${topics.join(' · ')}</p>
    <p class="session-format">${at.words.goals.formats[session.format]}</p>
    ${items.length ? list('session-items', items, (item) => html`<li>${item}</li>`) : nothing}
    ${session.led.length
      ? html`<h3>${text.led}</h3>
          ${list('session-items', session.led, ({ text: what, speaker }) => html`<li>${what}${what && speaker ? ': ' : ''}${speaker ? html`<strong>${speaker}</strong>` : nothing}</li>`)}`
      : nothing}
    <p class="session-when ${session.day ? '' : 'soft'}">${stateOf(session, at)}${session.day ? whenSaid(session) : text.to_come}</p>
  </article>`;
}

const stateOf = ({ state }, at) => (state === 'planned' ? nothing : html`<span class="badge">${t(at).sessions.states[state]}</span> `);
