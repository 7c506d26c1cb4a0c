// A number: large keys for up to eleven, two rows of them on a phone; a list to pick from for more.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { kindOf } from '../../charts/kinds/index.js';
import { fill } from '../../lib/words.js';
import { cantSay } from './options.js';

const KEYS = 11;
const ONE_ROW = 6; // on a narrow phone

export function control(at) {
  const { id, legend, column, answer, set, words } = at;
  const { places } = column;
  const anchors = places.filter(({ label }) => label);
  return html`<fieldset class="ask" id=${id} aria-describedby=${anchors.length ? `${id}-hint` : nothing}>
    <legend>${legend}</legend>
    ${places.length > KEYS ? list(at) : keys(at)}
    ${anchors.length
      ? html`<p class="hint anchors" id="${id}-hint">
          ${anchors.map(({ value, label }) => html`<span><strong>${value}</strong> ${label}</span>`)}
        </p>`
      : nothing}
    ${column.cant_say ? skip(id, cantSay({ words, answer, set })) : nothing}
  </fieldset>`;
}

function keys({ id, column: { places }, answer, set }) {
  const narrow = places.length > ONE_ROW ? Math.ceil(places.length / 2) : places.length;
  return html`<div class="numbers" .style=${`--narrow: ${narrow}; --all: ${places.length}`}>
    ${places.map(
      ({ place, value }) => html`<label class="number">
        <input type="radio" name=${id} .checked=${answer === place} @change=${() => set(place)} />
        <span>${value}</span>
      </label>`,
    )}
  </div>`;
}

function list({ id, name, column: { places }, answer, set }) {
  const chosen = ({ target: { value } }) => set(value === '' ? undefined : Number(value));
  return html`<select class="input" aria-label=${name} id="${id}-list" @change=${chosen}>
    <option value="" .selected=${typeof answer !== 'number'}>–</option>
    ${places.map(({ place, said }) => html`<option value=${place} .selected=${answer === place}>${said}</option>`)}
  </select>`;
}

function skip(id, { label, look, isChosen, choose }) {
  return html`<label class="option option-skip ${look}">
    <span class="option-in">
      <input type="radio" name=${id} .checked=${isChosen} @change=${() => choose(true)} />
      <span class="option-text">${label}</span>
    </span>
  </label>`;
}

/** A counted round in words: the middle answer and the middle half, and from where to where all are. */
export function told({ spread: { median, quartiles, lowest, highest } }, { places }, text) {
  const [low, high, least, most] = [...quartiles, lowest, highest].map((place) => places[place].value);
  const wording = least === most ? 'number_one' : low === high ? 'number_close' : 'number';
  return fill(text[wording], { median: places[median].value, low, high, least, most });
}

/** It drawn on a line. */
export const drawn = (round, levels, words) =>
  [kindOf(levels).head(levels, words), kindOf(levels).row(round, levels, words)];
