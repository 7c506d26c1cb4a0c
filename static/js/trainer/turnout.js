// Who has not rated yet in the open round, by name, and whether their phone is there.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { fill } from '../words.js';

export function turnout({ view, words }) {
  const t = words.trainer;
  const { rated, of } = view.turnout;
  const waiting = view.persons.filter((person) => person.rated === false && isHere(person));
  return html`<div class="turnout">
    <p class="turnout-text"><strong>${fill(t.round.turnout, { rated, of })}</strong></p>
    <div class="turnout-track" aria-hidden="true">
      <span class="turnout-fill" .style=${`--part: ${of ? (100 * rated) / of : 0}%`}></span>
    </div>
    ${of === 0 ? html`<p>${t.round.nobody}</p>` : nothing}
    ${of > 0 && waiting.length === 0 ? html`<p>${t.round.all_rated}</p>` : nothing}
    ${waiting.length
      ? html`<h3 class="turnout-title">${t.round.waiting_for}</h3>
          <ul class="waiting">
            ${waiting.map(
              ({ name, presence }) => html`<li class="presence is-${presence}">
                ${name} <span class="soft">${t.people.presence[presence]}</span>
              </li>`,
            )}
          </ul>`
      : nothing}
  </div>`;
}

/** Is this person taking part, with or without a connection at the moment? */
export const isHere = ({ presence }) => presence !== 'left' && presence !== 'removed';
