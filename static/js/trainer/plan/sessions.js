// Support sessions: recommended with the reasons, put together from the catalogue, their date apart from their content.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { keyed } from '../../lib/drawing.js';
import { counted, dated, fill } from '../../lib/words.js';
import { button } from '../parts.js';
import { areaName, reasonsSaid } from './said.js';
import { placeOf, sessionForm, whatOf } from './sessionform.js';

export function sessionsPart(page) {
  const { view, words, desk, plan } = page;
  const t = words.goals_desk.sessions;
  const { sessions, most_sessions: most } = view.plan;
  const isFull = sessions.length >= most;
  const isAdding = plan.forms.isOpen(whatOf(null));
  return html`<p>${fill(t.lead, { most })}</p>
    <div class="goals">${sessions.map((one) => keyed(one.id, plan.forms.isOpen(whatOf(one)) ? edited(one, page) : session(one, page)))}</div>
    ${isFull ? html`<p class="hint" id="plan-sessions-full">${counted(t.full, most)}</p>` : nothing}
    ${isAdding ? edited(null, page) : nothing}
    ${!isFull && !isAdding
      ? html`${recommended(page)}
          <p>${button({ desk, key: 'session new', text: t.add, act: () => begin(null, page) })}</p>`
      : nothing}`;
}

function recommended(page) {
  const { view, catalogue, words, desk, plan } = page;
  const t = words.goals_desk.sessions;
  const chosen = new Set(view.plan.sessions.flatMap(({ areas }) => areas));
  const left = view.plan.recommended.filter(({ domain }) => !chosen.has(domain));
  if (!left.length) return nothing;
  return html`<section class="stack" aria-labelledby="recommended-title">
    <h3 id="recommended-title">${t.recommended}</h3>
    <ul class="recommended">${left.map((one) => {
      const name = areaName(catalogue, one.domain);
      return html`<li><span class="recommended-words"><strong>${name}</strong> <span class="soft">${reasonsSaid(one, page)}</span></span>
        ${button({ desk, key: `session ${one.domain}`, text: t.plan, label: fill(t.about, { action: t.plan, name }), act: () => begin(null, page, { areas: [one.domain] }) })}</li>`;
    })}</ul>
  </section>`;
}

const begin = (one, { plan }, fields = {}) => plan.open(whatOf(one), `${placeOf(one)}-title`, fields);

const edited = (one, page) => html`<article class="goal is-draft" aria-labelledby="${placeOf(one)}-title">
  ${keyed(one?.id ?? 'new', sessionForm(one, page))}</article>`;

/** What a session is made of: the items of each of its areas, and what the area leads itself. */
export function contentList(one, { catalogue, words }) {
  const t = words.goals_desk.sessions;
  const areas = catalogue.areas.filter(({ key }) => one.areas.includes(key));
  return html`<ul class="session-content">
    ${areas.map(({ name, items }) => {
      const chosen = items.filter(({ key }) => one.items.includes(key));
      return html`<li><strong>${name}</strong>${chosen.length ? html`<ul>${chosen.map(({ text }) => html`<li>${text}</li>`)}</ul>` : nothing}</li>`;
    })}
    ${one.led.map(({ text, speaker }) => html`<li><strong>${t.led_part}</strong> ${[text, speaker].filter(Boolean).join(', ')}</li>`)}
  </ul>`;
}

/** When a session is held, in words. */
export function whenSaid({ day, time, place }, words) {
  if (!day) return words.goals.no_date;
  return [dated(day, 'day'), time, place].filter(Boolean).join(', ');
}

function session(one, page) {
  const { words, desk, plan } = page;
  const t = words.goals_desk.sessions;
  const name = fill(t.number, { n: one.number });
  const act = (key, text, does, kind = 'quiet') => button({ desk, key, text, label: fill(t.about, { action: text, name }), kind, act: does });
  return html`<article class="goal" aria-labelledby="session-${one.id}">
    <div class="goal-head"><h3 id="session-${one.id}" tabindex="-1">${name}</h3>
      ${one.state === 'planned' ? nothing : html`<span class="badge">${t.states[one.state]}</span>`}</div>
    <p>${words.goals.formats[one.format]}</p>
    ${contentList(one, page)}
    <p class="soft">${whenSaid(one, words)}</p>
    <div class="row">
      ${act(`edit:${one.id}`, t.change, () => begin(one, page))}
      ${act(`remove:${one.id}`, t.remove, () => plan.doing.removeSession(one), 'plain')}
    </div>
  </article>`;
}
