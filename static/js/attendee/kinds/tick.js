// A tick: is it there or not? On a page of nothing but ticks a check box, which is not ticked where it is not; by itself,
// or among other questions, yes or no.
import { html } from '../../../vendor/lit-html/lit-html.js';
import { kindOf } from '../../charts/kinds/index.js';
import { fill } from '../../lib/words.js';
import { options, single } from './options.js';

const NO = 0;
const YES = 1;

export const control = (at) => options({ ...at, choices: single(at) });

/** In a list of ticks; what is not ticked there is answered with `rest` from the first touch of the list on. */
export const listed = {
  rest: NO,
  isOne: ({ cant_say: cantSay }) => !cantSay,
  isPositive: (answer) => answer === YES,
  control: ({ id, legend, answer, set }) =>
    html`<label class="option option-tick" id=${id}>
      <span class="option-in">
        <input type="checkbox" .checked=${answer === YES} @change=${({ target }) => set(target.checked ? YES : NO)} />
        <span class="option-text">${legend}</span>
      </span>
    </label>`,
};

/** A counted round in words: how many of how many ticked it; where each person answers for several things of their own,
 * those are counted. */
export const told = ({ counts, ratings }, { settle }, text, repeat) =>
  fill(repeat?.by === 'person' ? text.own : text.tick[settle], { n: counts[YES], ratings, over: repeat?.over });

/** It drawn in one line. */
export const drawn = (round, levels, words) => kindOf(levels).row(round, levels, words);
