// The support sessions: when and where, what they go through, what people take away, and who leads which part.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { counted, dated, fill } from '../../lib/words.js';
import { contentOf } from './said.js';

export function sessions(page) {
  const { boot, view: { plan }, words: { goals } } = page;
  if (!plan.sessions.length) return nothing;
  return html`<section class="plan-sessions" aria-labelledby="agreed-sessions">
    <h2 id="agreed-sessions">${goals.parts.sessions}</h2>
    ${plan.sessions.map((session) => one(session, page))}
    <p class="hint">${boot.catalogue.credit}</p>
  </section>`;
}

function one(session, { boot, words: { goals, goals_results: { sessions: t } } }) {
  const { number, format, day, time, place, state, registered, led } = session;
  const content = contentOf(session, boot.catalogue);
  const when = [day ? dated(day, 'day') : goals.no_date, time, place].filter(Boolean).join(' · ');
  const id = `session-${number}`;
  return html`<article class="panel plan-session" aria-labelledby=${id}>
    <div class="plan-head">
      <p class="eyebrow">${fill(t.number, { number })} ${state === 'planned' ? nothing : html`<span class="badge">${t.states[state]}</span>`}</p>
      <h3 id=${id}>${content.map(({ name }) => name).join(' · ') || t.empty}</h3>
      <p><strong>${when}</strong></p>
      <p class="soft">${[goals.formats[format], registered ? counted(t.registered, registered) : ''].filter(Boolean).join(' · ')}</p>
    </div>
    ${content.length ? html`<div class="plan-content">${content.map((area) => areaOf(area, content.length > 1, t))}</div>` : nothing}
    ${led.length
      ? html`<div class="plan-part">
          <h4>${t.led}</h4>
          <ul class="plan-list">
            ${led.map(({ text, speaker }) => html`<li class="written">${text ? html`${text}: ` : nothing}${speaker ? html`<strong>${speaker}</strong>` : html`<span class="plan-missing">${t.no_speaker}</span>`}</li>`)}
          </ul>
        </div>`
      : nothing}
  </article>`;
}

// With several areas each has its name; with one that is the heading.
function areaOf({ name, items, outcomes }, isNamed, t) {
  return html`<div class="plan-part">
    ${isNamed ? html`<h4>${name}</h4>` : nothing}
    <p class="plan-label">${t.content}</p>
    ${items.length
      ? html`<ul class="plan-list">${items.map(({ text }) => html`<li>${text}</li>`)}</ul>`
      : html`<p>${fill(t.whole, { name })}</p>`}
    <p class="plan-label">${t.outcomes}</p>
    <ul class="plan-list">${outcomes.map((text) => html`<li>${text}</li>`)}</ul>
  </div>`;
}
