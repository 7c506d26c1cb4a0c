// Actions, support sessions and all that was agreed: to be read.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { closedGoals, sessionsSaid, standingGoals } from '../../lib/agreed.js';
import { dated, fill } from '../../lib/words.js';
import { scored } from './goals.js';
import { dueSaid, next, numbered, whenSaid } from './parts.js';

const isOpen = ({ state }) => state === 'open';

export function actions(page) {
  const { words, view } = page;
  const open = view.plan.actions.filter(isOpen);
  return html`<h1>${words.goals.parts.actions}</h1>
    ${open.length ? actionList(open, words) : html`<p class="lead">${words.goals_stage.actions.none}</p>`} ${next(page)}`;
}

const actionList = (all, words) => html`<ul class="plan-cards">${all.map((one) => action(one, words))}</ul>`;

const action = ({ text, owner, due, overdue }, words) => html`<li class="panel plan-card ${overdue ? 'is-overdue' : ''}">
  <p class="plan-text">${text}</p>
  <p class="soft">${owner || words.goals.no_owner} · ${dueSaid(due, words)} ${overdue ? html`<strong class="badge">${words.goals.overdue}</strong>` : nothing}</p>
</li>`;

export function sessions(page) {
  const { words, view } = page;
  const said = sessionsSaid(view.plan, words.catalogue);
  return html`<h1>${words.goals.parts.sessions}</h1>
    ${said.length
      ? html`<ul class="plan-cards">${said.map((one) => session(one, words))}</ul>`
      : html`<p class="lead">${words.goals_stage.sessions.none}</p>`}
    ${next(page)}`;
}

function session({ session: { number, format, led, day, time, place, state }, topics, items }, words) {
  const text = words.goals_stage.sessions;
  return html`<li class="panel plan-card">
    <p class="plan-mark"><strong>${fill(text.number, { n: number })}</strong> ${text.states[state] ? html`<span class="badge">${text.states[state]}</span>` : nothing}</p>
    <p class="plan-text">${topics.join(' · ')}</p>
    <p class="soft">${words.goals.formats[format]}</p>
    <p><strong>${day ? whenSaid({ day, time, place }) : text.to_come}</strong></p>
    ${items.length ? html`<ul class="plan-items">${items.map((item) => html`<li>${item}</li>`)}</ul>` : nothing}
    ${led.length
      ? html`<p class="soft">${text.led}</p>
          <ul class="plan-items">${led.map(({ text: what, speaker }) => html`<li>${[what, speaker].filter(Boolean).join(': ')}</li>`)}</ul>`
      : nothing}
  </li>`;
}

export function closing(page) {
  const { words, view } = page;
  return html`<h1>${words.goals.parts.closing}</h1>
    ${hasAgreed(view.plan) ? sum(page) : html`<p class="lead">${words.goals_stage.closing.none}</p>`} ${next(page)}`;
}

/** What was agreed, on the last screen; nothing where nothing was. */
export function agreed(page) {
  if (!page.view.plan || !hasAgreed(page.view.plan)) return nothing;
  return html`<section class="stack plan-agreed" aria-labelledby="agreed">
    <h2 id="agreed">${page.words.goals.parts.closing}</h2>
    ${sum(page)}
  </section>`;
}

const hasAgreed = ({ goals, sessions: chosen, actions: all }) =>
  goals.some(({ wording }) => wording) || chosen.length > 0 || all.some(isOpen);

function sum(page) {
  const { view: { plan }, words } = page;
  const text = words.goals_stage;
  const standing = standingGoals(plan).filter(({ wording }) => wording);
  const gone = closedGoals(plan); // at this meeting: others are not sent
  const open = plan.actions.filter(isOpen);
  const planned = sessionsSaid(plan, words.catalogue).filter(({ session: { state } }) => state === 'planned');
  const part = (title, content) => html`<section class="stack"><h3>${title}</h3>${content}</section>`;
  return html`
    ${standing.length || gone.length
      ? part(words.goals.parts.goals, html`<ul class="plan-cards">
          ${standing.map((goal) => html`<li class="panel plan-card">${scored(goal, page)}</li>`)}
          ${gone.map((goal) => html`<li class="panel plan-card">
            <p class="plan-mark"><strong>${numbered(goal, words)}</strong> <span class="badge">${words.goals.states[goal.state]}</span></p>
            <p>${goal.wording.text}</p>
          </li>`)}
        </ul>`)
      : nothing}
    ${open.length ? part(text.closing.actions, actionList(open, words)) : nothing}
    ${planned.length || plan.reviews.length
      ? part(text.closing.dates, html`<ul class="plan-items">
          ${planned.map(({ session: one, topics }) => html`<li>
            <strong>${one.day ? whenSaid(one) : text.sessions.to_come}</strong> · ${fill(text.sessions.number, { n: one.number })}: ${topics.join(', ')}
          </li>`)}
          ${plan.reviews.map((day) => html`<li><strong>${dated(day, 'day')}</strong> · ${text.closing.review}</li>`)}
        </ul>`)
      : nothing}`;
}
