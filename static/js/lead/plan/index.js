// What was agreed beyond ratings: needs, goals, support sessions, actions, and the dates to come; nothing of what there is
// not.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { dated, fill } from '../../lib/words.js';
import { actions, coming } from './actions.js';
import { goals } from './goals.js';
import { needs } from './needs.js';
import { agreedGoals, closedGoals, comingDates, comingSaid, overview, scoreOf, standing } from './said.js';
import { sessions } from './sessions.js';

/** The parts of the page. */
export const agreed = (page) =>
  page.view.plan
    ? html`${page.held.isHeld ? html`<p class="notice">${page.words.goals_results.held}</p>` : nothing}
        ${needs(page)} ${goals(page)} ${sessions(page)} ${actions(page)} ${coming(page)}`
    : page.view.plan_unread ? html`<p class="notice notice-warn">${page.words.goals_results.unread}</p>` : nothing;

/** The same for the list of contents. */
export function agreedParts({ view: { plan }, words: { goals: t, goals_results: more } }) {
  if (!plan) return [];
  return [
    plan.needs && ['agreed-needs', t.parts.needs],
    plan.goals.length && ['agreed-goals', t.parts.goals],
    plan.sessions.length && ['agreed-sessions', t.parts.sessions],
    plan.actions.length && ['agreed-actions', more.actions.title],
    comingDates(plan).length && ['coming', more.coming.title],
  ].filter(Boolean);
}

/** What a board reads first: how much was agreed, and each goal with where it stands, by when, and whose it is. */
export function agreedFirst({ view: { plan }, words: { goals: shared, goals_results: t } }) {
  const said = plan && overview(plan, t);
  if (!said) return nothing;
  const listed = [...agreedGoals(plan), ...closedGoals(plan)];
  return html`<section class="plan-first" aria-labelledby="agreed">
    <h2 id="agreed">${t.title}</h2>
    <p class="plan-overview">${said}.</p>
    ${listed.length
      ? html`<ul class="plan-domains">
          ${listed.map((goal) => html`<li>
            <span class="plan-ring ${goal.state === 'open' ? '' : 'is-closed'}" aria-hidden="true">${scoreOf(goal)?.score ?? '–'}</span>
            <a href="#goal-${goal.number}"><span class="plan-name written">${goal.wording.text}</span> <span class="plan-why">${facts(goal)}</span></a>
          </li>`)}
        </ul>`
      : nothing}
    ${nextLine(plan, shared, t)}
  </section>`;

  function facts(goal) {
    const { due, owner } = goal.wording;
    const end = goal.state === 'open' ? [fill(t.by, { day: dated(due, 'day') }), owner || shared.no_owner] : [shared.states[goal.state]];
    return [standing(goal, shared, t), ...end].join(' · ');
  }
}

// What comes next, and where it stands who does what.
function nextLine(plan, shared, t) {
  const [first] = comingDates(plan);
  const next = first && fill(t.next, { day: dated(first.day, 'day'), what: comingSaid(first, shared, t) });
  if (!next && !plan.actions.length) return nothing;
  return html`<p class="plan-next">
    ${next ? html`<span class="written">${next}</span>` : nothing}
    ${plan.actions.length ? html`<a href="#agreed-actions">${t.see_actions}</a>` : nothing}
  </p>`;
}
