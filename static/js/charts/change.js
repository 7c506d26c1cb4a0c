// How far a domain has moved since the last time: an arrow with its words.
import { html, svg } from '../../vendor/lit-html/lit-html.js';
import { arrow, changeSaid } from './steps.js';

/** The arrow alone: what it says stands beside it. */
export function arrowDrawn(steps, levels) {
  const { width, height, path } = arrow(steps, levels);
  const size = `inline-size: ${width / 14}em; block-size: ${height / 14}em`;
  return html`<svg class="arrow" viewBox="0 0 ${width} ${height}" .style=${size} aria-hidden="true" focusable="false">
    ${svg`<path d=${path}></path>`}
  </svg>`;
}

/** The arrow and its words; `change`, `then` and `now` as in steps.js. */
export function changed(change, levels, words, then = null, now = null) {
  return html`<span class="change ${change.steps === null ? 'is-none' : ''}">
    ${arrowDrawn(change.steps, levels)} <span>${changeSaid(change, words.changed, then, now)}</span>
  </span>`;
}
