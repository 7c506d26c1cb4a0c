// What the ratings of a domain mean, where no cards say so: before its first round, and while the room
// talks about what was rated.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { chip, levelClass } from '../charts/levels.js';
import { placesOf } from '../lib/instrument.js';
import { gold } from './screens.js';

let unfolded = null; // the domain whose meanings are open: bars, talk and ruling leave them so

export function scale(domain, levels) {
  return html`<dl class="scale">
    ${levels.map(
      ({ rating, label }) => html`<div class=${levelClass(rating, levels.length)}>
        <dt>${chip(rating, levels.length)}<span><span class="visually-hidden">${rating} </span>${label}</span></dt>
        <dd class="hint">${domain.meanings[rating]}</dd>
      </div>`,
    )}
  </dl>`;
}

/** One press away below the bars. */
export function meanings(page) {
  const { domain, framework, words } = page;
  if (!domain.meanings.some(Boolean)) return nothing;
  const keep = (event) => (unfolded = event.target.open ? domain.key : null);
  return html`<details class="fold meanings" ?open=${unfolded === domain.key} @toggle=${keep}>
    <summary>${words.attendee.meanings}</summary>
    ${gold(page)} ${scale(domain, placesOf(framework, domain.key))}
  </details>`;
}
