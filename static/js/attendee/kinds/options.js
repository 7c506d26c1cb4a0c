// What there is to choose from, as radios or check boxes: side by side where the words have room, else one below the
// other.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { levelClass } from '../../charts/levels.js';
import { fill } from '../../lib/words.js';

const LEAST = 2.9; // rem: the target, and what is between two
const LETTER = 0.5; // rem, of a wide typeface
const AROUND = 0.35; // rem
const LINES = 3; // of words, side by side

/** How wide (rem) all of them must be to stand side by side. */
export function needs(labels) {
  const widths = labels.map((label) => {
    const longest = Math.max(...label.split(' ').map((word) => word.length), label.length / LINES);
    return Math.max(LEAST, LETTER * longest + AROUND);
  });
  return Math.max(...widths) * labels.length + 0.25 * (labels.length - 1);
}

/** `choices` are {label, look, meaning, isChosen, choose(isChosen)}; `id` names the group, `legend` and `hint` say
 * what it is about. `type` is "radio" or "checkbox". */
export function options({ id, legend, hint = nothing, choices, type = 'radio', withMeanings = false }) {
  const room = withMeanings ? 999 : needs(choices.map(({ label }) => label));
  return html`<fieldset class="ask" id=${id} aria-describedby=${hint === nothing ? nothing : `${id}-hint`}>
    <legend>${legend}</legend>
    ${hint === nothing ? nothing : html`<div class="hint" id="${id}-hint">${hint}</div>`}
    <div class="options" .style=${`--needs: ${room.toFixed(1)}rem`}>
      ${choices.map((one) => option(one, id, type, withMeanings))}
    </div>
  </fieldset>`;
}

function option({ label, look, meaning, isChosen, choose }, id, type, withMeanings) {
  return html`<label class="option ${look}">
    <span class="option-in">
      <input type=${type} name=${id} .checked=${isChosen} @change=${({ target }) => choose(target.checked)} />
      <span class="option-text">${label}${withMeanings && meaning
        ? html`<span class="option-meaning">${meaning}</span>`
        : nothing}</span>
    </span>
  </label>`;
}

/** The places of a column to choose one of, and "Can't say" where that may be said. */
export function single({ cell, column, words, answer, set }, lookOf = () => '') {
  const choices = column.places.map(({ place, said }) => ({
    label: said,
    look: lookOf(place),
    meaning: cell.meanings[place],
    isChosen: answer === place,
    choose: () => set(place),
  }));
  return column.cant_say ? [...choices, cantSay({ words, answer, set })] : choices;
}

export function cantSay({ words, answer, set }) {
  return {
    label: words.common.cant_say,
    look: 'level-none',
    meaning: words.attendee.open.cant_say_hint,
    isChosen: answer === null,
    choose: (isChosen) => set(isChosen ? null : undefined),
  };
}

/** The look of a place on an ordered scale. */
export const ordered = (column) => (place) => levelClass(place, column.places.length);

/** How many gave each of these answers, of those that somebody gave. */
export const listOf = (places, counts, text) =>
  places
    .filter(({ place }) => counts[place])
    .map(({ place, said }) => fill(text.each, { n: counts[place], label: said }))
    .join(' · ');
