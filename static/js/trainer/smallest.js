// How small a group may be and still be shown by itself.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill } from '../lib/words.js';
import { saves } from './forms.js';
import { describedBy, fieldError, folding, invalid, problems } from './parts.js';

export function smallestGroup(page) {
  const { view, boot, words, desk, actions } = page;
  const [least, most] = boot.limits.group;
  const t = words.trainer.least;
  if (!desk.may('set_least_group')) return nothing;
  return folding(
    'smallest',
    t.title,
    html`<form class="field" novalidate @submit=${(event) => {
        event.preventDefault();
        const ratings = Number(event.target.elements['smallest-group'].value);
        const fits = Number.isInteger(ratings) && ratings >= least && ratings <= most;
        if (fits) saves('smallest', event.target, page, () => actions.setLeastGroup(ratings));
        else desk.refuse('smallest', [{ field: 'smallest-group', sentence: fill(t.range, { least, most }) }]);
      }}>
        ${problems(page, 'smallest')}
        <label for="smallest-group">${t.label}</label>
        <p class="hint" id="smallest-group-hint">${t.hint}</p>
        ${fieldError(desk, 'smallest-group')}
        <div class="joined">
          <input class="input number-input" id="smallest-group" name="smallest-group" type="number" inputmode="numeric"
            min=${least} max=${most} step="1" aria-invalid=${invalid(desk, 'smallest-group')}
            aria-describedby=${describedBy(desk, 'smallest-group', 'smallest-group-hint')} value=${view.least_group} />
          <button class="button button-quiet" aria-disabled=${desk.isBusy('smallest') ? 'true' : nothing}>${t.save}</button>
        </div>
      </form>`,
  );
}
