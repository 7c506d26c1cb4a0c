// The goals as they take shape: to be read, and where to suggest something.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { keyed } from '../../lib/drawing.js';
import { changeOf } from '../../charts/progress.js';
import { lastScore, onScreen, shortOf, standingGoals } from '../../lib/agreed.js';
import { dated, fill } from '../../lib/words.js';
import { dueSaid, next, numbered } from './parts.js';
import { suggestionBox } from './suggestbox.js';

const FIELDS = ['measure', 'achievable', 'domains', 'due', 'owner', 'first_step'];

export function goals(page) {
  const { view, words } = page;
  const all = standingGoals(view.plan);
  return html`<h1>${words.goals.parts.goals}</h1>
    ${all.length
      ? html`<ol class="plan-cards">${all.map((goal) => keyed(goal.id, card(goal, page)))}</ol>`
      : html`<p class="lead">${words.goals_stage.goals.start}</p>`}
    ${suggestionBox(page)} ${next(page)}`;
}

// Of the one in hand everything, of the others what tells them apart.
function card(goal, { view, words, framework }) {
  const said = onScreen(goal);
  const isInHand = goal.id === view.plan.goal || goal.draft;
  const values = {
    ...said,
    domains: said.domains.map((key) => shortOf(framework, key)).join(', '),
    due: said.due && dated(said.due, 'day'),
  };
  return html`<li class="panel plan-card ${goal.draft ? 'is-draft' : ''}">
    <p class="plan-mark"><strong>${numbered(goal, words)}</strong> <span class="badge">${stateSaid(goal, view, words)}</span></p>
    <p class="plan-text ${said.text ? '' : 'soft'}">${said.text || words.goals_stage.goals.not_yet}</p>
    ${isInHand
      ? html`<dl class="plan-fields">
          ${FIELDS.filter((key) => values[key]).map((key) => html`<div><dt>${words.goals.fields[key]}</dt> <dd>${values[key]}</dd></div>`)}
        </dl>`
      : html`<p class="soft">${dueSaid(said.due, words)} · ${said.owner || words.goals.no_owner}</p>`}
  </li>`;
}

function stateSaid(goal, view, { goals: t, goals_stage: { goals: shaping, phone } }) {
  if (!goal.draft) return t.states[goal.state];
  if (goal.id === view.plan.goal) return phone.in_hand;
  return goal.wording ? shaping.new_wording : shaping.shaping;
}

/** The goal that is scored, as the heading of its screen. */
export const goalHead = (goal, { words }) => html`<p class="eyebrow">${numbered(goal, words)}</p>
  <h1 class="plan-text">${goal.wording.text}</h1>
  ${goal.wording.measure ? html`<p class="plan-measure"><span class="soft">${words.goals.fields.measure}:</span> ${goal.wording.measure}</p>` : nothing}`;

/** A goal with its score, as it is summed up; of one from a meeting before that is said. */
export function scored(goal, { words, view }) {
  const { goals: t } = words;
  const score = lastScore(goal);
  const isBefore = score && score.workshop !== view.workshop.id;
  const change = [
    goal.change !== null && changeOf(goal.change, t.chart),
    isBefore && fill(words.goals_stage.scores.last, { date: dated(score.day, 'day') }),
  ].filter(Boolean).map((said) => ` · ${said}`);
  return html`<p class="plan-mark"><strong>${numbered(goal, words)}</strong></p>
    <p class="plan-text">${goal.wording.text}</p>
    <p class="soft">${dueSaid(goal.wording.due, words)} · ${goal.wording.owner || t.no_owner}</p>
    <p>${score ? html`<strong>${fill(t.score, { score: score.score })}</strong>${change}` : html`<span class="soft">${t.chart.none}</span>`}</p>`;
}
