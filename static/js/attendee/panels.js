// What the menu of a phone opens: correct one's name or workplace, or leave.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { problem } from './menu.js';

/** The panel that the person opened from the menu, if any. */
export function panel(page) {
  if (page.panels.opened === 'edit') return editing(page);
  if (page.panels.opened === 'leave') return leaving(page);
  return nothing;
}

function editing({ me, words, framework, panels }) {
  const text = words.attendee.edit;
  const send = (event) => {
    event.preventDefault();
    panels.rejoin(Object.fromEntries(new FormData(event.target)));
  };
  return html`<section class="panel" aria-labelledby="panel-title">
    <h2 id="panel-title" tabindex="-1">${text.heading}</h2>
    ${problem(panels.errors)}
    <form class="stack" @submit=${send}>
      <div class="field">
        <label for="edit-name">${text.name}</label>
        <input
          class="input"
          id="edit-name"
          name="name"
          required
          autocomplete="name"
          aria-describedby=${errorOf(panels, 'name')}
          .value=${me.name}
        />
      </div>
      <div class="field">
        <label for="edit-sector">${text.sector}</label>
        <select id="edit-sector" name="sector" required
          aria-describedby=${errorOf(panels, 'sector')}>
          ${framework.sectors.map(
            ({ key, name }) => html`<option value=${key} .selected=${key === me.sector}>${name}</option>`,
          )}
        </select>
      </div>
      <p class="row">
        <button class="button" type="submit">${text.save}</button>
        <button class="button button-quiet" type="button" @click=${panels.close}>
          ${words.common.cancel}
        </button>
      </p>
    </form>
  </section>`;
}

function leaving({ words, panels }) {
  const text = words.attendee.leave;
  return html`<section class="panel" aria-labelledby="panel-title">
    <h2 id="panel-title" tabindex="-1">${text.heading}</h2>
    ${problem(panels.errors)}
    <p>${text.text}</p>
    <p class="row">
      <button class="button button-danger" type="button" @click=${panels.leave}>${text.button}</button>
      <button class="button button-quiet" type="button" @click=${panels.close}>${text.stay}</button>
    </p>
  </section>`;
}

const errorOf = ({ errors }, name) => (errors.some(({ field }) => field === name) ? `error-${name}` : nothing);
