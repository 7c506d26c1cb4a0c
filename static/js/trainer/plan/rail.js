// The parts of the plan: how far each is, which of them this console has before it, and which is on the screens.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { openGoals } from '../../lib/plan.js';
import { counted, fill } from '../../lib/words.js';
import { isDecided } from '../topics.js';
import { isUnsent } from './looseends.js';
import { daySaid } from './said.js';

const PARTS = ['needs', 'goals', 'scores', 'sessions', 'actions', 'closing'];
const ACTIONS_FIRST = ['actions', 'needs', 'goals', 'scores', 'sessions', 'closing'];

/** The parts in the order in which this meeting goes through them. */
export const partsOf = ({ review, actions }) =>
  review || actions.some(({ here, state }) => !here && state === 'open') ? ACTIONS_FIRST : PARTS;

/** Can ratings of this instrument lead to goals? */
export const leadsToGoals = (framework) => framework.domains.some(({ key }) => isDecided(framework, key));

export function partsRail(page) {
  const { view, framework, words } = page;
  if (!leadsToGoals(framework) || view.phase === 'finished') return nothing;
  const t = words.goals_desk.rail;
  return html`<nav class="panel desk-rail parts-rail" aria-labelledby="parts-title">
    <h2 id="parts-title" tabindex="-1">${words.goals_desk.title}</h2>
    ${view.plan
      ? html`<ul class="rail-list">${partsOf(view.plan).map((part) => item(part, page))}</ul>`
      : view.plan_unread ? html`<p class="notice notice-warn">${t.unread}</p>` : html`<p class="soft">${t.later}</p>`}
  </nav>`;
}

function item(part, page) {
  const { view, words, plan } = page;
  const here = plan.looking.partIn(view) === part;
  const said = statusOf(part, page);
  return html`<li class="part-item ${here ? 'is-current' : ''}">
    <button type="button" class="part-button" aria-current=${here ? 'true' : 'false'} @click=${() => plan.look(part)}>
      <span class="domain-name">${words.goals.parts[part]}</span>
      <span class="domain-status">${said}
        ${isUnsent(part, plan) ? html`<span class="badge is-warn">${words.goals_desk.loose.badge}</span>` : nothing}
        ${view.plan.on_screen && view.plan.part === part ? html`<span class="badge">${words.trainer.domains.on_screen}</span>` : nothing}</span>
    </button>
  </li>`;
}

function statusOf(part, { view, boot, words }) {
  const { plan } = view;
  const t = words.goals_desk.rail;
  const asked = plan.question?.open && plan.question;
  if (part === 'actions') return actionsSaid(plan, t);
  if (part === 'needs') {
    if (asked?.kind === 'needs') return fill(t.asked, asked);
    return needsSaid(plan, boot, words);
  }
  if (part === 'goals') return goalsSaid(plan, t);
  if (part === 'scores') {
    if (asked?.kind === 'score') return fill(t.asked, asked);
    const all = openGoals(plan).length;
    return all ? fill(t.scored, { n: all - unscored(plan, boot).length, all }) : t.no_scores;
  }
  if (part === 'sessions') return fill(t.sessions, { n: plan.sessions.length, most: plan.most_sessions });
  return '';
}

// A review asks for none: those that stand are from the meeting before.
function needsSaid({ needs, review }, { workshop }, words) {
  const t = words.goals_desk.rail;
  if (needs?.workshop === workshop) return counted(t.needs, needs.domains.length);
  if (needs) return fill(t.needs_before, { day: daySaid(needs.day, words) });
  return review ? t.needs_review : t.no_needs;
}

function actionsSaid({ actions }, t) {
  const open = actions.filter(({ state }) => state === 'open');
  const late = open.filter(({ overdue }) => overdue).length;
  return late ? fill(counted(t.overdue, open.length), { late }) : counted(t.actions, open.length);
}

function goalsSaid(plan, t) {
  const agreed = openGoals(plan).length;
  const drafts = plan.goals.filter(({ state }) => state === 'draft').length;
  const parts = [agreed && counted(t.agreed, agreed), drafts && counted(t.drafts, drafts)].filter(Boolean);
  return parts.join(', ') || t.no_goals;
}

/** The open goals that have no score of this meeting yet. */
export const unscored = (plan, { workshop }) => openGoals(plan).filter((goal) => !isScored(goal, workshop));

/** Is there a score of this meeting for the goal as it is worded now? */
export const isScored = ({ scores, version }, workshop) => scores.some((one) => one.workshop === workshop && one.version === version);
