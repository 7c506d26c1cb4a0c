// The goals: what each says, where it stands, how it came there, and what stands in its way; closed ones after the others.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { dotsOf, progress } from '../../charts/progress.js';
import { counted, dated, fill } from '../../lib/words.js';
import { agreedGoals, average, closedGoals, draftGoals, isNoted, nameOf, scoreOf, sinceStart } from './said.js';

// Who does what by when first.
const FIELDS = ['due', 'owner', 'first_step', 'measure', 'achievable', 'domains'];

export function goals(page) {
  const { view: { plan }, words } = page;
  if (!plan.goals.length) return nothing;
  const { goals: shared, goals_results: t } = words;
  const open = [...agreedGoals(plan), ...draftGoals(plan)];
  const closed = closedGoals(plan);
  const mean = average(plan, t);
  return html`<section class="plan-goals" aria-labelledby="agreed-goals">
    <h2 id="agreed-goals">${shared.parts.goals}</h2>
    ${open.map((goal) => one(goal, page))}
    ${closed.length
      ? html`<h3 class="plan-closed-title" id="closed-goals">${t.goals.closed}</h3>
          ${closed.map((goal) => one(goal, page))}`
      : nothing}
    <div class="plan-reading">
      ${mean ? html`<p>${mean}</p>` : nothing} ${isNoted(plan) ? html`<p>${t.orientation}</p>` : nothing}
      ${plan.goals.some(({ scores }) => scores.length) ? html`<p class="hint">${t.credit}</p>` : nothing}
    </div>
  </section>`;
}

function one(goal, page) {
  const { words: { goals: shared, goals_results: t } } = page;
  const said = goal.wording ?? goal.draft;
  const id = `goal-${goal.number}`;
  return html`<article class="panel plan-goal is-${goal.state}" aria-labelledby=${id}>
    <div class="plan-head">
      <p class="eyebrow">${fill(shared.number, { n: goal.number })} ${mark(goal, page)}</p>
      <h3 id=${id} class="written">${said.text || t.goals.empty}</h3>
      ${score(goal, page)}
    </div>
    <dl class="plan-facts">${FIELDS.map((field) => fact(field, said, goal, page))} ${actionsOf(goal, page)}</dl>
    ${goal.wording && goal.draft ? html`<p class="notice written">${fill(t.goals.rewording, goal.draft)}</p>` : nothing}
    ${goal.scores.length ? scores(goal, page) : nothing} ${notes(goal.notes, t)} ${wordings(goal, page)}
  </article>`;
}

// Several goals have folds of one name: those who hear them out of their place hear of which goal they are.
const of = ({ number }, shared) => html`<span class="visually-hidden">: ${fill(shared.number, { n: number })}</span>`;

// What has become of it, where that is not just that it was agreed.
function mark(goal, { view: { plan }, words: { goals: shared, goals_results: { goals: t } } }) {
  const { state, versions, closed_on: closed, replaced_by: by } = goal;
  if (state === 'open') {
    const days = [fill(t.agreed, { day: dated(versions[0].day, 'day') })];
    if (versions.length > 1) days.push(fill(t.reworded, { day: dated(versions.at(-1).day, 'day') }));
    return html`<span class="plan-since">${days.join(' · ')}</span>`;
  }
  if (state === 'draft') return html`<span class="badge">${shared.states.draft}</span> <span class="plan-since">${t.not_agreed}</span>`;
  const after = plan.goals.find(({ id }) => id === by);
  return html`<span class="badge">${shared.states[state]}</span>
    <span class="plan-since">${closed ? dated(closed, 'day') : nothing}${after ? ` · ${fill(t.replaced_by, after)}` : nothing}</span>`;
}

function score(goal, { words: { goals: shared, goals_results: t } }) {
  if (goal.state === 'draft') return nothing;
  const last = scoreOf(goal);
  const name = goal.state === 'open' ? t.goals.score_now : t.goals.last_score;
  return html`<p class="plan-score">
    <span class="soft">${name}:</span> <strong>${last ? fill(shared.score, last) : shared.chart.none}</strong>
    ${goal.change === null ? nothing : html`<span>${sinceStart(goal, shared, t)}</span>`}
  </p>`;
}

function fact(field, said, goal, page) {
  const { view: { plan }, words: { goals: shared, goals_results: t } } = page;
  const value = {
    domains: said.domains.map((key) => nameOf(key, page)).join(', '),
    due: said.due && dated(said.due, 'day'),
    owner: said.owner || (goal.state === 'open' ? html`<span class="plan-missing">${shared.no_owner}</span>` : ''),
  }[field] ?? said[field];
  if (!value) return nothing;
  const isPast = field === 'due' && goal.state === 'open' && said.due < plan.today;
  return html`<div class="is-${field}">
    <dt>${shared.fields[field]}</dt>
    <dd class="written">${value} ${isPast ? html`<span class="badge plan-late">${t.goals.past}</span>` : nothing}</dd>
  </div>`;
}

function actionsOf(goal, { view: { plan }, words: { goals: shared, goals_results: { goals: t } } }) {
  const held = plan.actions.filter((action) => action.goal === goal.id);
  const counts = ['open', 'done'].map((state) => [state, held.filter((action) => action.state === state).length]);
  const said = counts.filter(([, n]) => n).map(([state, n]) => `${n} ${shared.action_states[state].toLowerCase()}`).join(', ');
  return said ? html`<div><dt>${t.actions}</dt><dd><a href="#agreed-actions">${said}${of(goal, shared)}</a></dd></div>` : nothing;
}

function scores(goal, { words }) {
  const { goals: t } = words.goals_results;
  const last = goal.scores.at(-1);
  return html`<div class="plan-part">
    <h4>${t.progress}</h4>
    ${progress(goal, words)}
    ${last.dots
      ? html`<details class="plan-more">
          <summary>${fill(t.dots, { day: dated(last.day, 'day') })}${of(goal, words.goals)}</summary>
          ${dotsOf(last, words)}
        </details>`
      : nothing}
  </div>`;
}

function notes(held, { goals: t }) {
  if (!held.length) return nothing;
  const text = (name, said) => (said ? html`<div><dt>${name}</dt><dd class="written">${said}</dd></div>` : nothing);
  return html`<div class="plan-part plan-notes">
    <h4>${t.notes}</h4>
    ${held.map(
      ({ day, hinders, helps }) => html`<div class="plan-note">
        <p class="soft">${dated(day, 'day')}</p>
        <dl>${text(t.hinders, hinders)} ${text(t.helps, helps)}</dl>
      </div>`,
    )}
  </div>`;
}

// Folded away on a screen and not on paper (js/pages/lead.js).
function wordings(goal, { words: { goals: shared, goals_results: { goals: t } } }) {
  const { versions } = goal;
  if (versions.length < 2) return nothing;
  return html`<details class="plan-more is-on-paper">
    <summary>${counted(t.wordings, versions.length - 1)}${of(goal, shared)}</summary>
    <ol class="plan-wordings">
      ${versions.slice(0, -1).map(
        ({ number, day, wording }) => html`<li>
          <p class="soft">${fill(shared.chart.wording, { n: number, day: dated(day, 'day') })}</p>
          <p class="written">${wording.text}</p>
          ${wording.measure ? html`<p class="written"><span class="soft">${shared.fields.measure}:</span> ${wording.measure}</p>` : nothing}
        </li>`,
      )}
    </ol>
  </details>`;
}
