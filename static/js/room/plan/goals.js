// The goals: the one in hand large, as it takes shape, the others small beside it.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { keyed } from '../../lib/drawing.js';
import { closedGoals, lastScore, onScreen, shortOf, standingGoals } from '../../lib/agreed.js';
import { dated, fill } from '../../lib/words.js';
import { list, numbered, part, t } from './parts.js';

export function goals(at) {
  const { plan } = at.view;
  const all = standingGoals(plan);
  const inHand = all.find(({ id }) => id === plan.goal);
  const others = all.filter((goal) => goal !== inHand);
  const text = t(at);
  if (!all.length) return start(at);
  return part('goals', at.words.goals.parts.goals, text.goals.suggest, html`<div class="plan-columns ${inHand && others.length ? 'has-others' : ''}">
    ${inHand ? keyed(inHand.id, large(inHand, at)) : nothing}
    ${others.length
      ? html`<div class="plan-fit plan-others" data-most=${inHand ? 1.4 : 2}>${list(inHand ? 'is-small' : 'is-wide', others, (goal) => small(goal, at))} ${closed(at)}</div>`
      : nothing}
  </div>`);
}

// None yet: what they should be about.
function start(at) {
  const { needs } = at.view.plan;
  const { goals: said } = at.words;
  return part('goals', said.parts.goals, t(at).goals.suggest, html`<div class="plan-fit plan-start">
    <p class="plan-ask">${t(at).goals.start}</p>
    ${needs
      ? html`<div><h2>${said.parts.needs}</h2>${list('plan-starts', needs.domains, ({ domain }) => html`<li>${shortOf(at.framework, domain)}</li>`)}</div>`
      : nothing}
  </div>`);
}

// Every field has its place from the start, so that nothing jumps when something is typed in it.
function large(goal, at) {
  const said = onScreen(goal);
  const text = t(at);
  const { fields } = at.words.goals;
  const field = (key, value) => html`<div class="goal-field is-${key}">
    <dt>${fields[key]}</dt>
    <dd class=${value ? '' : 'soft'}>${value || text.goals.not_yet}</dd>
  </div>`;
  return html`<article class="plan-fit goal-large ${goal.draft ? 'is-draft' : 'is-agreed'}" data-subject="${goal.id} ${goal.draft ? 'draft' : goal.version}">
    <p class="goal-mark">
      <strong>${numbered(goal, at)}</strong> <span class="badge">${stateSaid(goal, at)}</span>
      <span class="goal-for">${said.domains.map((key) => shortOf(at.framework, key)).join(' · ')}</span>
    </p>
    <h2 class="goal-text ${said.text ? '' : 'soft'}">${said.text || text.goals.start}</h2>
    <dl class="goal-fields">
      ${field('measure', said.measure)} ${field('due', said.due && dated(said.due, 'day'))} ${field('owner', said.owner)}
      ${field('first_step', said.first_step)}
    </dl>
    ${goal.draft && goal.wording ? html`<p class="goal-was">${fill(text.goals.so_far, { text: goal.wording.text })}</p>` : nothing}
  </article>`;
}

function small(goal, at) {
  const said = onScreen(goal);
  const score = lastScore(goal);
  const facts = [
    said.due ? fill(t(at).by, { date: dated(said.due, 'day') }) : '',
    said.owner,
    score ? fill(at.words.goals.score, { score: score.score }) : '',
  ];
  return html`<li class="goal-small ${goal.draft ? 'is-draft' : 'is-agreed'}">
    <p class="goal-mark"><strong>${numbered(goal, at)}</strong> <span class="badge">${stateSaid(goal, at)}</span></p>
    <p class="goal-small-text ${said.text ? '' : 'soft'}">${said.text || t(at).goals.not_yet}</p>
    <p class="goal-facts">${facts.filter(Boolean).join(' · ')}</p>
  </li>`;
}

const stateSaid = (goal, at) =>
  goal.draft ? t(at).goals[goal.wording ? 'new_wording' : 'shaping'] : at.words.goals.states[goal.state];

// What became of those that are closed, in a line.
function closed(at) {
  const gone = closedGoals(at.view.plan);
  if (!gone.length) return nothing;
  const said = gone.map((goal) => `${numbered(goal, at)} (${at.words.goals.states[goal.state]})`);
  return html`<p class="goal-closed soft">${fill(t(at).goals.closed, { goals: said.join(', ') })}</p>`;
}
