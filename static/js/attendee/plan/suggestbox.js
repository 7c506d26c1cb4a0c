// Where somebody may suggest a goal or a wording.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../../vendor/lit-html/directives/live.js';
import { counted, fill } from '../../lib/words.js';

export function suggestionBox({ plan, words, limits }) {
  const t = words.goals_stage.phone.suggest;
  const { suggestions } = plan;
  const { status, draft, left, record } = suggestions;
  const rest = limits.suggestion - [...draft].length;
  const isReady = status === 'draft' && rest >= 0 && left > 0;
  const isOver = left < 1 && status !== 'sending' && status !== 'late';
  return html`<section class="panel suggest" id="suggest" aria-labelledby="suggest-title">
    <h2 id="suggest-title">${t.title}</h2>
    ${isOver && !draft
      ? html`<p>${t.none_left}</p>`
      : html`<p class="hint" id="suggest-hint">${t.hint}</p>
          ${plan.suggestProblem ? html`<p class="notice notice-bad" id="suggest-error">${plan.suggestProblem}</p>` : nothing}
          <form class="stack" novalidate @submit=${(event) => {
            event.preventDefault();
            if (isReady) plan.suggest();
          }}>
            <div class="field">
              <label for="suggest-text">${t.label}</label>
              <textarea id="suggest-text" rows="3" aria-describedby=${plan.suggestProblem ? 'suggest-error suggest-hint' : 'suggest-hint'}
                .value=${asIs(draft)} @input=${({ target }) => plan.writeSuggestion(target.value)}></textarea>
              <p class="hint reason-left" aria-hidden="true">${rest < 0 ? counted(t.over, -rest) : counted(t.room, rest)}</p>
            </div>
            <p class="reason-state is-${status}">${stateSaid(status, record.waiting, t)} ${counted(t.left, left)}</p>
            <button class="button" type="submit" aria-disabled=${isReady ? nothing : 'true'}>${t.send}</button>
          </form>`}
  </section>`;
}

function stateSaid(status, waiting, t) {
  if (status === 'none') return nothing;
  return html`<strong>${t[status]}</strong>${status === 'late' ? html` “${waiting.text}”` : nothing}`;
}

/** What was written and can't be sent any more: to be copied. It stays until the person removes it. */
export function unsent({ plan, words }) {
  const t = words.goals_stage.phone.suggest;
  const { unsent: text } = plan.suggestions;
  if (!text) return nothing;
  return html`<section class="panel stack" aria-labelledby="unsent-title">
    <h2 id="unsent-title">${t.problem}</h2>
    <p>${t.over_now}</p>
    <div class="field">
      <label for="unsent">${t.label}</label>
      <textarea id="unsent" rows="4" readonly .value=${asIs(text)}></textarea>
    </div>
    <p class="unsent-do">
      <button class="button" type="button" @click=${() => plan.copyUnsent(document.getElementById('unsent'))}>${plan.copied ? t.copied : t.copy}</button>
      <button class="button button-plain" type="button" @click=${() => plan.writeSuggestion('')}>${t.remove}</button>
    </p>
  </section>`;
}

/** That something is written and not sent, where nothing can be suggested any more. */
export function keptDraft({ plan, words }) {
  const { draft } = plan.suggestions;
  if (!draft.trim()) return nothing;
  return html`<p class="notice">${fill(words.goals_stage.phone.suggest.kept, { text: draft.trim() })}</p>`;
}
