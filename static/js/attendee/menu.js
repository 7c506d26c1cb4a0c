// The menu of a phone; what it opens is in panels.js.
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
    this.focus();
  }

  /** It may still have to be fetched. */
  focus() {
    document.getElementById('panel-title')?.focus();
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

/** Why the last request failed: it takes focus, since the person has just asked. */
export function problem(errors) {
  if (!errors.length) return nothing;
  return html`<div class="notice notice-bad" id="panel-error" tabindex="-1">
    ${errors.map(({ field, sentence }) => html`<p id=${field ? `error-${field}` : nothing}>${sentence}</p>`)}
  </div>`;
}
