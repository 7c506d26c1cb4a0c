// A countdown in words, drawn anew by the page that shows it: "Time left 4:05".
import { html } from '../vendor/lit-html/lit-html.js';
import { clockText } from './timer.js';

/** `left` is in milliseconds; `words` is boot.words.common. */
export function countdown(left, words) {
  return html`<p class="countdown" role="timer">
    ${left > 0
      ? html`${words.time_left} <span class="countdown-clock">${clockText(left)}</span>`
      : words.time_up}
  </p>`;
}
