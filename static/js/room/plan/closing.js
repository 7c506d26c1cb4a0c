// What was agreed: goals with their scores, who does what by when, what comes next. At the close, and beside the profile
// once the workshop is finished.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { closedGoals, sessionsSaid, standingGoals } from '../../lib/agreed.js';
import { dated, fill } from '../../lib/words.js';
import { action } from './actions.js';
import { list, numbered, part, t, whenSaid } from './parts.js';
import { scored } from './scores.js';

export const closing = (at) => wide(at, '');

/** At the end of a meeting that rated nothing. */
export const agreedAlone = (at) => wide(at, at.room.thanks);

function wide(at, facts) {
  return part('closing', at.words.goals.parts.closing, facts, hasAgreed(at.view.plan)
    ? html`<div class="plan-columns is-even">
        <div class="plan-fit is-dense plan-agreed">${goalsAgreed(at)}</div>
        <div class="plan-fit plan-agreed">${actionsAgreed(at)} ${datesAgreed(at)}</div>
      </div>`
    : html`<p class="plan-none">${t(at).closing.none}</p>`);
}

/** The same in one column. */
export const agreed = (at) => html`<aside class="plan-fit is-dense plan-agreed is-beside" aria-label=${at.words.goals.parts.closing}>
  <h2 class="plan-agreed-title">${at.words.goals.parts.closing}</h2>
  ${goalsAgreed(at)} ${actionsAgreed(at)} ${datesAgreed(at)}
</aside>`;

/** Is there anything to show of what was agreed? */
export const hasAgreed = (plan) =>
  plan.goals.some(({ wording }) => wording) || plan.sessions.length > 0 || plan.actions.some(({ state }) => state === 'open');

function goalsAgreed(at) {
  const { plan } = at.view;
  const standing = standingGoals(plan).filter(({ wording }) => wording);
  const gone = closedGoals(plan); // at this meeting: others are not sent
  if (!standing.length && !gone.length) return nothing;
  return html`<section>
    <h2>${at.words.goals.parts.goals}</h2>
    ${list('plan-goals-list', standing, (goal) => scored(goal, at))}
    ${gone.map((goal) => html`<p class="goal-closed">${numbered(goal, at)}: ${goal.wording?.text} <span class="badge">${at.words.goals.states[goal.state]}</span></p>`)}
  </section>`;
}

function actionsAgreed(at) {
  const open = at.view.plan.actions.filter(({ state }) => state === 'open');
  if (!open.length) return nothing;
  return html`<section>
    <h2>${t(at).closing.actions}</h2>
    ${list('plan-rows', open, (one) => action(one, at))}
  </section>`;
}

function datesAgreed(at) {
  const text = t(at);
  const held = sessionsSaid(at.view.plan, at.boot.catalogue).filter(({ session }) => session.state === 'planned');
  const { reviews } = at.view.plan;
  if (!held.length && !reviews.length) return nothing;
  return html`<section>
    <h2>${text.closing.dates}</h2>
    ${list('plan-dates', [...held, ...reviews], (one) => (one.session ? sessionDate(one, text) : reviewDate(one, text)))}
  </section>`;
}

const sessionDate = ({ session, topics }, text) => html`<li>
  <strong>${session.day ? whenSaid(session) : text.sessions.to_come}</strong>
  <span>${fill(text.sessions.number, { n: session.number })}${topics.length ? `: ${topics.join(', ')}` : ''}</span>
</li>`;

const reviewDate = (day, text) => html`<li><strong>${dated(day, 'day')}</strong> <span>${text.closing.review}</span></li>`;
