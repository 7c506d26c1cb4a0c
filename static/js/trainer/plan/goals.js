// Goals: those being written, those agreed, what people sent from their phones, and those that are closed.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { keyed } from '../../lib/drawing.js';
import { counted, fill } from '../../lib/words.js';
import { button } from '../parts.js';
import { editor } from './editor.js';
import { daySaid, domainName, listed } from './said.js';

export function goalsPart(page) {
  const { view, boot, words, desk, plan } = page;
  const t = words.goals_desk.goals;
  const goals = view.plan.goals;
  const current = goals.filter(({ state }) => state === 'draft' || state === 'open');
  const isFull = current.length >= boot.plan_limits.goals;
  return html`
    ${current.length ? nothing : html`<p>${fill(t.lead, { most: boot.plan_limits.goals })}</p>`}
    ${isFull
      ? html`<p class="hint">${fill(t.full, { n: boot.plan_limits.goals })}</p>`
      : html`<p>${button({ desk, key: 'add_goal', text: current.length ? t.add_more : t.add, act: () => plan.doing.addGoal() })}</p>`}
    <div class="goals">${current.map((goal) => keyed(goal.id, goal.draft ? editor(goal, page) : agreed(goal, page)))}</div>
    ${stranded(page)} ${suggested(current, isFull, page)} ${closed(goals.filter((goal) => !current.includes(goal)), page)}`;
}

/** The wording of a goal with all that it says. */
export function wordingList(wording, { words, framework }) {
  const { fields } = words.goals;
  const rows = [
    ['measure', wording.measure],
    ['achievable', wording.achievable],
    ['domains', listed(wording.domains.map((key) => domainName(framework, key)))],
    ['due', daySaid(wording.due, words)],
    ['owner', wording.owner || words.goals.no_owner],
    ['first_step', wording.first_step],
  ];
  return html`<dl class="goal-says">${rows.map(([field, said]) => (said ? html`<div><dt>${fields[field]}</dt><dd>${said}</dd></div>` : nothing))}</dl>`;
}

/** The heading of a goal: its number, and what it is for the moment. */
export function goalHead(goal, page, badge = nothing) {
  const { view, words } = page;
  const isInHand = view.plan.on_screen && view.plan.goal === goal.id;
  return html`<div class="goal-head">
    <h3 id="goal-${goal.id}" tabindex="-1">${fill(words.goals.number, { n: goal.number })}</h3>
    ${badge} ${isInHand ? html`<span class="badge">${words.trainer.domains.on_screen}</span>` : nothing}
  </div>`;
}

/** The button that puts this goal on the screens, where another is there or none. */
export function showGoal(goal, part, { view, words, desk, plan }) {
  if (view.plan.question?.open || (view.plan.on_screen && view.plan.part === part && view.plan.goal === goal.id)) return nothing;
  const t = words.goals_desk.goals;
  return button({
    desk, key: `show:${part}:${goal.id}`, text: t.show, label: fill(t.about, { action: t.show, n: goal.number }), kind: 'plain',
    act: () => plan.doing.show(part, goal.id),
  });
}

function agreed(goal, page) {
  const { words, desk, plan } = page;
  const t = words.goals_desk.goals;
  const act = (key, text, does, kind = 'quiet') => button({ desk, key: `${key}:${goal.id}`, text, label: fill(t.about, { action: text, n: goal.number }), kind, act: does });
  return html`<article class="goal" aria-labelledby="goal-${goal.id}">
    ${goalHead(goal, page, html`<span class="badge is-good">${words.goals.states.open}</span>`)}
    <p class="goal-text">${goal.wording.text}</p>
    ${wordingList(goal.wording, page)}
    ${goal.version > 1 ? html`<p class="soft">${fill(t.version, { n: goal.version, day: daySaid(goal.versions.at(-1).day, words) })}</p>` : nothing}
    <div class="row">
      ${act('reword', t.reword, () => plan.doing.reword(goal.id))}
      ${act('reached', t.reached, () => plan.doing.closeGoal(goal.id, 'reached'))}
      ${act('replace', t.replace, () => plan.doing.replace(goal.id), 'plain')}
      ${act('dropped', t.drop, () => plan.doing.closeGoal(goal.id, 'dropped'), 'plain')}
      ${showGoal(goal, 'goals', page)}
    </div>
  </article>`;
}

// What was typed into a goal that somebody has dropped meanwhile.
function stranded({ words, plan }) {
  const left = plan.writing.stranded;
  if (!left.length) return nothing;
  const t = words.goals_desk.goals;
  return html`<div class="notice notice-warn">
    <p>${t.stranded}</p>
    ${left.map(({ goal, field, typed }) => html`<p class="typed-left"><strong>${words.goals.fields[field]}:</strong> ${typed}</p>
      <button type="button" class="button button-quiet" @click=${() => plan.writing.discard(goal, field)}>${t.discard}</button>`)}
  </div>`;
}

function suggested(current, isFull, page) {
  const { view, words, desk, plan } = page;
  const { suggestions } = view.plan;
  const t = words.goals_desk.suggested;
  const drafts = current.filter(({ draft }) => draft);
  const act = (key, text, about, does, kind = 'quiet') => button({ desk, key, text, label: fill(t.about, { action: text, text: about }), kind, act: does });
  return html`<section class="suggested stack" aria-labelledby="plan-suggested-title">
    <h3 id="plan-suggested-title" tabindex="-1">${t.title}</h3>
    <p class="hint">${suggestions.length ? counted(t.count, suggestions.length) : t.none}</p>
    <ul class="suggestions">${suggestions.map(({ id, text }) => html`<li class="suggestion">
      <blockquote>${text}</blockquote>
      <div class="row">
        ${isFull ? nothing : act(`suggestion:${id}:new`, t.use, text, () => plan.doing.useSuggestion({ id, text }))}
        ${drafts.map((goal) => act(`suggestion:${id}:${goal.id}`, fill(t.into, { n: goal.number }), text, () => plan.doing.putInto(goal.id, { id, text })))}
        ${act(`suggestion:${id}`, t.remove, text, () => plan.doing.dropSuggestion(id), 'plain')}
      </div>
    </li>`)}</ul>
  </section>`;
}

function closed(goals, page) {
  const { view, boot, words, desk, plan } = page;
  if (!goals.length) return nothing;
  const t = words.goals_desk.goals;
  const isFull = view.plan.goals.filter(({ state }) => state === 'draft' || state === 'open').length >= boot.plan_limits.goals;
  return html`<details class="behind">
    <summary>${counted(t.closed, goals.length)}</summary>
    ${goals.map((goal) => {
      const last = goal.scores.at(-1);
      const by = goal.replaced_by && view.plan.goals.find(({ id }) => id === goal.replaced_by);
      return html`<article class="goal is-closed" aria-labelledby="goal-${goal.id}">
        ${goalHead(goal, page, html`<span class="badge">${words.goals.states[goal.state]}</span>`)}
        <p class="goal-text">${goal.wording.text}</p>
        <p class="soft">${fill(t.closed_on, { day: daySaid(goal.closed_on, words) })}
          ${last ? fill(t.last_score, { score: fill(words.goals.score, last) }) : nothing}
          ${by ? fill(t.replaced_by, { n: by.number }) : nothing}</p>
        ${isFull ? nothing : button({ desk, key: `reopen:${goal.id}`, text: t.reopen, label: fill(t.about, { action: t.reopen, n: goal.number }), act: () => plan.doing.reopen(goal.id) })}
      </article>`;
    })}
  </details>`;
}
