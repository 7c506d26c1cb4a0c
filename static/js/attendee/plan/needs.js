// Which areas need it most: chosen in private, then what the room chose, then what was recorded.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../../vendor/lit-html/directives/live.js';
import { keyed } from '../../lib/drawing.js';
import { byVotes, shortOf } from '../../lib/agreed.js';
import { keyOf } from '../../lib/plan.js';
import { counted, fill } from '../../lib/words.js';
import { chosenNeeds } from './answering.js';
import { chartOf, missed, next, refusal } from './parts.js';

export function needs(page) {
  const { question, needs: named } = page.view.plan;
  if (question?.kind === 'needs') return question.open ? keyed(keyOf(question), ballot(page, question)) : result(page, question);
  if (named && named.workshop === page.view.workshop.id) return recorded(page, named);
  return html`<h1>${page.words.goals_stage.needs.question}</h1> ${next(page)}`;
}

function ballot(page, question) {
  const { words, framework, plan, limits } = page;
  const text = words.goals_stage.phone.needs;
  const chosen = plan.choosing.selected(keyOf(question));
  const isFull = chosen?.length >= limits.needs;
  const choice = (key, label, hint) => {
    const isChosen = key === '' ? chosen?.length === 0 : chosen?.includes(key) ?? false;
    const isClosed = isFull && !isChosen && key !== '';
    return html`<label class="option option-tick ${isClosed ? 'is-closed' : ''}">
      <span class="option-in">
        <input type="checkbox" name="needs-${keyOf(question)}" value=${key} .checked=${asIs(isChosen)}
          aria-disabled=${isClosed ? 'true' : nothing} @change=${({ target }) => plan.tick(key, target.checked)} />
        <span class="option-text">${label}${hint ? html`<span class="option-meaning">${hint}</span>` : nothing}</span>
      </span>
    </label>`;
  };
  return html`${refusal(page)}
    <fieldset class="ask plan-ask" aria-describedby="needs-hint">
      <legend><h1>${words.goals_stage.needs.question}</h1></legend>
      <p class="hint" id="needs-hint">${fill(text.hint, { n: limits.needs })}</p>
      <div class="options plan-options">
        ${framework.domains.map(({ key, short }) => choice(key, short))}
        ${choice('', words.common.cant_say, text.cant_say_hint)}
      </div>
    </fieldset>
    ${sendBar(page, question, chosen, isFull)}`;
}

function sendBar({ words, plan, limits, freshness }, question, chosen, isFull) {
  const { phone } = words.goals_stage;
  const text = phone.needs;
  const status = plan.choosing.status(keyOf(question));
  const state = freshness === 'stale' && status === 'saving' ? 'late' : status;
  const count = isFull ? fill(text.full, { n: limits.needs }) : fill(text.chosen, { n: chosen?.length ?? 0, most: limits.needs });
  const [said, more] = {
    none: [fill(text.choose, { n: limits.needs }), ''],
    unsent: [text.unsent, chosen?.length ? count : ''],
    changed: [text.changed, isFull ? count : ''],
    emptied: [fill(text.choose, { n: limits.needs }), text.emptied],
    saving: [words.attendee.open.saving, ''],
    late: [words.status.not_saved, ''],
    saved: [`${words.status.saved}.`, ''],
    elsewhere: [`${words.status.saved}.`, phone.elsewhere],
    hidden: [`${words.status.saved}.`, phone.hidden],
  }[state];
  const isReady = state === 'unsent' || state === 'changed';
  return html`<div class="save-bar save-${state}">
    <p><strong>${said}</strong> ${more}</p>
    <button class="button" type="button" aria-disabled=${isReady ? nothing : 'true'} @click=${() => isReady && plan.send()}>
      ${text.send}
    </button>
  </div>`;
}

function result(page, question) {
  const { words, framework, plan } = page;
  const text = words.goals_stage.phone.needs;
  const { counts, answered, cant_say: cantSay } = question;
  const people = answered - cantSay;
  const mine = chosenNeeds(plan.outbox.own(keyOf(question)));
  return html`${refusal(page)}
    <h1>${words.goals_stage.needs.result}</h1>
    <p>${counted(words.goals_stage.needs.chose, people)}${cantSay ? ` · ${words.common.cant_say}: ${cantSay}` : ''}</p>
    ${chartOf(byVotes(framework, counts ?? []).map(({ key, votes }) => ({ name: shortOf(framework, key), votes })), people)}
    ${mine === null
      ? missed(page, question, text.missed)
      : html`<p>${mine.length ? fill(text.yours, { names: mine.map((key) => shortOf(framework, key)).join(', ') }) : text.you_cant_say}</p>`}
    ${next(page)}`;
}

function recorded(page, { domains, how, voters }) {
  const { words, framework } = page;
  const { goals } = words;
  return html`<h1>${goals.parts.needs}</h1>
    <ul class="plan-cards">
      ${domains.map(({ domain, votes }) => html`<li class="panel plan-card">
        <strong>${shortOf(framework, domain)}</strong>
        ${votes === null ? nothing : html`<span class="soft">${fill(words.goals_stage.needs.votes, { n: votes, of: voters })}</span>`}
      </li>`)}
    </ul>
    <p class="hint">${how === 'vote' && voters ? counted(goals.how.vote, voters) : goals.how.trainer}</p>
    ${next(page)}`;
}
