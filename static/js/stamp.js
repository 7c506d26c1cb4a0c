// A ruling as a stamp, the same on every page.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { chip, levelClass } from './levels.js';
import { manner } from './verdict.js';

/** The rating in its colour, with how it came about; `words` needs the common section. */
export function stamp(ruling, levels, words) {
  const how = manner(ruling, words);
  const numbered = ruling.rating !== null;
  return html`<p class="stamp ${levelClass(ruling.rating, levels.length)}">
    ${chip(ruling.rating, levels.length)}
    <strong class="stamp-rating"
      >${numbered ? html`<span class="visually-hidden">${ruling.rating} </span>` : nothing}${numbered
        ? ruling.label
        : words.common.methods.unresolved}</strong
    >
    ${how ? html`<span class="stamp-how">${how}</span>` : nothing}
  </p>`;
}
