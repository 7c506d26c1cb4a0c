// The menu of a phone: correct one's name or workplace, or leave.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill } from '../lib/words.js';

export function menu({ me, words, openPanel }) {
  const text = words.attendee.menu;
  const pick = (panel) => (event) => {
    event.target.closest('details').open = false;
    openPanel(panel);
  };
  return html`<details class="menu" @keydown=${closeOnEscape}>
    <summary class="button button-quiet" id="menu">${text.title}</summary>
    <div class="menu-list">
      <p class="small soft">${fill(text.you, me)}</p>
      <button class="button button-quiet" type="button" @click=${pick('edit')}>${text.edit}</button>
      <button class="button button-quiet" type="button" @click=${pick('leave')}>${text.leave}</button>
    </div>
  </details>`;
}

function closeOnEscape(event) {
  if (event.key !== 'Escape') return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector('summary').focus();
}

/** The panel that the person opened from the menu, if any. */
export function panel(page) {
  if (page.panel === 'edit') return editing(page);
  if (page.panel === 'leave') return leaving(page);
  return nothing;
}

function editing({ me, words, framework, error, closePanel, rejoin }) {
  const text = words.attendee.edit;
  const send = (event) => {
    event.preventDefault();
    rejoin(Object.fromEntries(new FormData(event.target)));
  };
  return html`<section class="panel" aria-labelledby="panel-title">
    <h2 id="panel-title" tabindex="-1">${text.heading}</h2>
    ${problem(error)}
    <form class="stack" @submit=${send}>
      <div class="field">
        <label for="edit-name">${text.name}</label>
        <input
          class="input"
          id="edit-name"
          name="name"
          required
          autocomplete="name"
          aria-describedby=${error ? 'panel-error' : nothing}
          .value=${me.name}
        />
      </div>
      <div class="field">
        <label for="edit-sector">${text.sector}</label>
        <select id="edit-sector" name="sector" required>
          ${framework.sectors.map(
            ({ key, name }) => html`<option value=${key} .selected=${key === me.sector}>${name}</option>`,
          )}
        </select>
      </div>
      <p class="row">
        <button class="button" type="submit">${text.save}</button>
        <button class="button button-quiet" type="button" @click=${closePanel}>
          ${words.common.cancel}
        </button>
      </p>
    </form>
  </section>`;
}

function leaving({ words, error, closePanel, leave }) {
  const text = words.attendee.leave;
  return html`<section class="panel" aria-labelledby="panel-title">
    <h2 id="panel-title" tabindex="-1">${text.heading}</h2>
    ${problem(error)}
    <p>${text.text}</p>
    <p class="row">
      <button class="button button-danger" type="button" @click=${leave}>${text.button}</button>
      <button class="button button-quiet" type="button" @click=${closePanel}>${text.stay}</button>
    </p>
  </section>`;
}

/** Why the last request failed: it takes focus, since the person has just asked. */
export function problem(error) {
  if (!error) return nothing;
  return html`<p class="notice notice-bad" id="panel-error" tabindex="-1">${error}</p>`;
}
