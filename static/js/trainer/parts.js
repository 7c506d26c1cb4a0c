// Small parts that several panels of the console use.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { isPreview } from '../lib/news.js';
import { areDomains } from './kinds/index.js';
import { farIn } from './topics.js';

/**
 * A command's button. While the command is under way it takes no second press; it keeps the focus,
 * which a disabled button would drop.
 */
export function button({ desk, key, text, act, kind = 'quiet', label, keys }) {
  const busy = desk.isBusy(key);
  return html`<button
    type="button"
    class="button ${kind === 'primary' ? '' : `button-${kind}`}"
    aria-disabled=${busy ? 'true' : nothing}
    aria-label=${label ?? nothing}
    aria-keyshortcuts=${keys ?? nothing}
    @click=${() => (desk.isBusy(key) ? null : act())}
  >
    ${text}
  </button>`;
}

/** Has the join code expired? By this device's clock, so only for advice. */
export const isCodeOver = ({ code_expires: end, phase }) => phase !== 'finished' && Date.parse(end) < Date.now();

/** What is going on, in words. */
export function phaseName({ view, framework, words }) {
  const far = farIn(framework, { cells: framework.domains.map(({ key }) => key) }, view.progress);
  const lobby = isDone(far) ? 'all_done' : far.status === 'waiting' ? 'start' : 'lobby';
  const phases = { ...words.trainer.phase, ...(areDomains(framework) ? {} : words.trainer.rows.phase) };
  if (view.plan?.on_screen) return words.goals.parts[view.plan.part];
  if (isPreview(view)) return phases.preview;
  if (view.phase === 'revealed' && view.rounds.at(-1)?.number === 0) return phases.ahead;
  return phases[view.phase === 'lobby' ? lobby : view.phase];
}

const isDone = ({ status }) => status === 'ruled' || status === 'answered';

/** What the field with this id still needs: its place is above the field. */
export const fieldError = (desk, id) =>
  errorOf(desk, id) ? html`<p class="field-error" id="${id}-error">${errorOf(desk, id).sentence}</p>` : nothing;

/** For aria-describedby: the field's hint, where it has one, and its error. */
export const describedBy = (desk, id, hint) =>
  [hint, errorOf(desk, id) && `${id}-error`].filter(Boolean).join(' ') || nothing;

/** For aria-invalid: said either way, since some readers call a field that is required and empty invalid. */
export const invalid = (desk, id) => (errorOf(desk, id) ? 'true' : 'false');

const errorOf = (desk, id) => desk.refused?.errors.find(({ field }) => field === id);

/** All that is wrong in a place's form, each with the way to its field. It has the focus after the press. */
export function problems({ desk, words }, place) {
  if (desk.refused?.place !== place || !desk.refused.errors.length) return nothing;
  return html`<div class="notice notice-bad problems" id="${place}-problems" role="group" tabindex="-1"
    aria-labelledby="${place}-problems-title">
    <h3 id="${place}-problems-title">${words.common.error_title}</h3>
    <ul class="problem-list">
      ${desk.refused.errors.map(
        ({ field, label, sentence }) => html`<li><a href="#${field}" @click=${(event) => {
          event.preventDefault();
          goToField(field);
        }}>${label ? `${label}: ${sentence}` : sentence}</a></li>`,
      )}
    </ul>
  </div>`;
}

/** To the first control that is not in order of a field or fieldset. */
function goToField(id) {
  const field = document.getElementById(id);
  const control = field?.querySelector(':invalid, [aria-invalid=true]') ?? field?.querySelector('input') ?? field;
  control?.focus();
}

/** The last refusal by the server: in sight wherever the button was, and also when its panel has gone. */
export function refusal({ desk, words, dismiss }) {
  if (!desk.refused || desk.refused.errors.length) return nothing;
  return html`<div class="notice notice-warn refusal" id="refusal" tabindex="-1">
    <p>${desk.refused.sentence}</p>
    <button type="button" class="button button-quiet" @click=${dismiss}>
      ${words.trainer.close_notice}
    </button>
  </div>`;
}

/** A panel that can be folded away; it stays as the trainer left it. */
export function folding(id, title, content, open = false) {
  return html`<details class="panel folding" id=${id} ?open=${open}>
    <summary id="${id}-title"><h2>${title}</h2></summary>
    <div class="folding-body stack">${content}</div>
  </details>`;
}

/** Move to a part of the page, after the person's own press only. */
export function goTo(id) {
  const target = document.getElementById(id);
  target?.focus();
  target?.scrollIntoView({ block: 'nearest' });
}

/** To what is going on now: its name is in the bar, what there is to do below it. */
export function goToStep() {
  goTo('next-title');
  document.getElementById('step-title')?.scrollIntoView({ block: 'nearest' });
}
