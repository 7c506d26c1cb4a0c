// What is on the page: beside it where there is room, folded away where there is not.
import { html } from '../../vendor/lit-html/lit-html.js';

export const wide = globalThis.matchMedia?.('(min-width: 72rem)');

/** `parts` are the ids and names of what can be gone to. */
export function contents(parts, title) {
  const links = html`<ul class="contents-list">
    ${parts.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}
  </ul>`;
  return html`<nav class="contents" aria-label=${title}>
    ${wide.matches
      ? html`<p class="contents-title" aria-hidden="true">${title}</p>
          ${links}`
      : html`<details><summary>${title}</summary>${links}</details>`}
  </nav>`;
}
