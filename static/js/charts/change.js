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

/** The arrow and its words, for the room view. */
export function changed(steps, levels, words) {
  return html`<span class="change ${steps === null ? 'is-none' : ''}">
    ${arrowDrawn(steps, levels)} <span>${changeSaid(steps, words.changed)}</span>
  </span>`;
}
