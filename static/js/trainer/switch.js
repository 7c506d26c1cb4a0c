// The switch beside each part of a round that can be shown to everyone.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { fill } from '../lib/words.js';

/** Puts a part before everyone, or takes it away. The room draws no measures, nor anything beside a decision but the
 * bars and what was decided last time; the phones do. */
export function toggle(part, { view, words, desk, actions }) {
  const t = words.trainer.shown;
  const action = part === 'measures' || (view.ruling && part !== 'last_time') ? t.phones : t.title;
  return html`<label class="tick part-switch">
    <input type="checkbox" aria-label=${fill(t.about, { action, part: t[part] })}
      .checked=${asIs(actions.showing.wanted.get(part) ?? Boolean(view.shown[part]))}
      aria-disabled=${desk.isBusy('shown') ? 'true' : nothing}
      @change=${(event) => actions.showing.part(part, event.target.checked)} />
    ${action}
  </label>`;
}
