// A choice: one or several of a few options without an order. One too many can be chosen, and is not sent until
// another one is given up: nothing locks.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { counted, fill } from '../../lib/words.js';
import { cantSay, listOf, options, single } from './options.js';

export function control(at) {
  const { column, answer, words } = at;
  if (column.most === 1) return options({ ...at, choices: single(at) });
  const chosen = answer ?? [];
  const text = words.attendee.rows;
  const choices = column.places.map(({ place, said }) => ({
    label: said,
    look: '',
    isChosen: chosen.includes(place),
    choose: (isChosen) => at.set(changed(chosen, place, isChosen)),
  }));
  if (column.cant_say) choices.push(cantSay(at));
  const hint = html`${fill(text.up_to, { n: column.most })}
    ${problem(at.column, answer) ? html`<strong class="ask-problem">${tooMany(column, chosen, text)}</strong>` : nothing}`;
  return options({ ...at, hint, choices, type: 'checkbox' });
}

/** Can this answer not be sent as it is? */
export const problem = ({ most }, answer) => Array.isArray(answer) && answer.length > most;

const tooMany = ({ most }, chosen, text) => fill(counted(text.too_many, chosen.length - most), { most });

function changed(chosen, place, isChosen) {
  const now = chosen.filter((one) => one !== place);
  if (isChosen) now.push(place);
  return now.length ? now.sort((a, b) => a - b) : undefined;
}

/** A counted round in words: how many chose each option, most first. */
export const told = ({ counts }, { places }, text) =>
  listOf([...places].sort((a, b) => counts[b.place] - counts[a.place]), counts, text);
