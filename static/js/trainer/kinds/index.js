// What the console says and draws of a cell's answers: one module for each kind of column.
import { html } from '../../../vendor/lit-html/lit-html.js';
import { levelClass } from '../../charts/levels.js';
import { columnOf, placesOf } from '../../lib/instrument.js';
import * as choice from './choice.js';
import * as number from './number.js';
import * as rating from './rating.js';
import * as tick from './tick.js';

const KINDS = { choice, number, rating, tick };

/** The module of a cell's kind: each has
 * `mark(place)`: what stands in a place's chip, and `read(place)`: what of it is read before the place's label;
 * `legend(hands, rows)`, `which(ruling, rows)`: what the forms for answers by hand and for a decision ask, of the words
 * of each; `explain(t)`: what each method means (`t` is words.trainer);
 * `short(place)`: a place in a sentence, where that is not its mark;
 * `summary(round, places, t)`: a counted round in words (`t` is words.trainer.rows);
 * `strip(round, places)`: the same as a small drawing;
 * `height(round)`: from 0 to 1, by which rows are put in order of most and fewest. */
export const kindOf = (framework, key) => KINDS[columnOf(framework, key).kind];

/** A place's mark in its colour; the words stand beside it, so it is hidden from screen readers. */
export const chipOf = (place, framework, key) => html`<span
  class="chip ${levelClass(place.place, placesOf(framework, key).length)}" aria-hidden="true">${kindOf(framework, key).mark(place)}</span>`;

/** A place in words, where its chip stands beside them. */
export const besideChip = (place, framework, key) =>
  html`<span class="visually-hidden">${kindOf(framework, key).read(place)} </span>${place.label}`;
