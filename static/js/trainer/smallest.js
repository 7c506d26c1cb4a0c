// How small a group may be and still be shown by itself.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill } from '../lib/words.js';
import { saves } from './forms.js';
import { describedBy, fieldError, folding, invalid } from './parts.js';

export function leastGroup(page) {
  const { view, boot, words, desk, actions } = page;
  const [least, most] = boot.limits.group;
  const t = words.trainer.least;
  if (!desk.may('set_least_group')) return nothing;
  return folding(
    'least',
    t.title,
    html`<form class="field" novalidate @submit=${(event) => {
        event.preventDefault();
        const ratings = Number(event.target.elements['least-group'].value);
        const fits = Number.isInteger(ratings) && ratings >= least && ratings <= most;
        if (fits) saves(event.target, page, () => actions.setLeastGroup(ratings));
        else desk.refuse(fill(t.range, { least, most }), 'least-group');
      }}>
        <label for="least-group">${t.label}</label>
        <p class="hint" id="least-group-hint">${t.hint}</p>
        ${fieldError(desk, 'least-group')}
        <div class="joined">
          <input class="input least-input" id="least-group" name="least-group" type="number" inputmode="numeric"
            min=${least} max=${most} step="1" aria-invalid=${invalid(desk, 'least-group')}
            aria-describedby=${describedBy(desk, 'least-group', 'least-group-hint')} value=${view.least_group} />
          <button class="button button-quiet" aria-disabled=${desk.isBusy('least') ? 'true' : nothing}>${t.save}</button>
        </div>
      </form>`,
  );
}
