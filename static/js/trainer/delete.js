// Deleting a workshop that was set up by mistake: within a day, and with its area typed once people
// have rated.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { dated, fill } from '../lib/words.js';
import { describedBy, fieldError, folding, invalid, problems } from './parts.js';

export function remove(page) {
  const { view, boot, words, desk } = page;
  const { erasable, workshop } = view;
  if (!erasable || workshop.rehearsal || Date.parse(erasable.until) < Date.now()) return nothing;
  const t = words.trainer.delete;
  const time = dated(erasable.until, 'weekday');
  // A plain form: the answer is the start page, which says that it is done.
  return folding(
    'delete',
    t.title,
    html`<form method="post" action="/trainer/${boot.workshop}/delete" class="stack" novalidate
      @submit=${(event) => submit(event, page)}>
      <p class="hint">${fill(t.hint, { time })}</p>
      ${problems(page, 'delete')}
      ${erasable.area
        ? html`<div class="field">
            <label for="delete-area">${fill(t.area, { area: workshop.area })}</label>
            <p class="hint" id="delete-area-hint">${t.area_hint}</p>
            ${fieldError(desk, 'delete-area')}
            <input class="input" id="delete-area" name="area" autocomplete="off"
              aria-invalid=${invalid(desk, 'delete-area')}
              aria-describedby=${describedBy(desk, 'delete-area', 'delete-area-hint')} />
          </div>`
        : nothing}
      <input type="hidden" name="token" value=${boot.token} />
      <button class="button button-danger">${t.button}</button>
    </form>`,
  );
}

function submit(event, { view, words, desk, actions }) {
  event.preventDefault();
  const form = event.target;
  const { area } = view.workshop;
  if (view.erasable.area && tidy(form.elements.area.value) !== tidy(area)) {
    desk.refuse('delete', [{ field: 'delete-area', sentence: fill(words.trainer.delete.type_area, { area }) }]);
  } else actions.erasing.erase(form, 'delete_workshop', { area });
}

const tidy = (text) => text.normalize('NFKC').trim().split(/\s+/).join(' ').toLowerCase();
