// The menu of a phone and its panels: correct one's name or workplace, or leave.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill } from '../lib/words.js';

/** Which panel is open, and what became of the last request from it. */
export class Panels {
  #situation;
  #ask;
  #draw;

  constructor({ situation, ask, draw }) {
    this.#situation = situation;
    this.#ask = ask;
    this.#draw = draw;
    this.opened = null; // "edit" or "leave"
    this.errors = []; // why the last request failed: all that is wrong with it
  }

  open(name) {
    this.opened = name;
    this.errors = [];
    this.#draw();
    document.getElementById('panel-title').focus();
  }

  close = () => {
    this.opened = null;
    this.errors = [];
    this.#draw();
    (document.getElementById('menu') ?? document.getElementById('main')).focus();
  };

  rejoin({ name, sector }) {
    return this.#request('join', { name, sector }, { name, sector, presence: 'here' });
  }

  leave = () => this.#request('leave', {}, { presence: 'left' });

  async #request(event, payload, change) {
    const answer = await this.#ask(event, payload);
    if (answer.ok) {
      this.#situation.change(change);
      this.close();
    } else {
      this.errors = answer.errors ?? [answer.error];
      this.#draw();
      document.getElementById('panel-error')?.focus();
    }
  }
}

export function menu({ me, words, panels }) {
  const text = words.attendee.menu;
  const pick = (panel) => (event) => {
    event.target.closest('details').open = false;
    panels.open(panel);
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

/** Why the last request failed: it takes focus, since the person has just asked. */
export function problem(errors) {
  if (!errors.length) return nothing;
  return html`<div class="notice notice-bad" id="panel-error" tabindex="-1">
    ${errors.map(({ field, sentence }) => html`<p id=${field ? `error-${field}` : nothing}>${sentence}</p>`)}
  </div>`;
}
