// The end: the profile, which fills row by row.
import { html } from '../../vendor/lit-html/lit-html.js';
import { profile } from '../charts/profile.js';

export function finished({ framework, view, words, room }) {
  return html`<div class="closing is-filling">
    <div class="closing-head">
      <h1>${room.closing}</h1>
      <p class="closing-thanks">${room.thanks}</p>
    </div>
    ${profile({ framework, progress: view.progress, words, ruling: room.ruling })}
    <p class="closing-credit">${framework.credit}</p>
  </div>`;
}

/** After drawing: each row knows when it is its turn. */
export function fillRows(root) {
  for (const [row, one] of root.querySelectorAll('.is-filling .profile-row').entries()) {
    one.style.setProperty('--row', row);
  }
}
