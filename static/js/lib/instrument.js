// What an instrument asks, as pages are sent it: its cells ("domains"), columns and topics by key. An answer is a place
// on the scale of its column, counted from 0; several places of a column that takes several; null for "Can't say".
import { columnOf, domainOf as cellOf, fill, placesOf } from './words.js';

export { cellOf, columnOf, placesOf };

const ALL = '*';
const COPY = '@';

/** An answer to a cell in words; empty where there is none and for "Can't say". */
export function labelOf(framework, key, answer) {
  const places = placesOf(framework, key);
  return [answer ?? []]
    .flat()
    .map((place) => places[place].said)
    .join(', ');
}

/** What a round with this topic asks: {key, cells, copy, row}, as in `topics`, which has those that are opened as a rule;
 * undefined where there is none. */
export function topicOf(framework, key) {
  const alone = cellOf(framework, key);
  if (alone) return { key, cells: [key], copy: alone.copy, row: alone.row };
  const [what, copy = null] = (key ?? '').split(COPY);
  const row = what === ALL ? null : what.slice(0, -ALL.length - 1);
  const cells = framework.domains.filter((cell) => cell.copy === copy && (row === null || cell.row === row));
  return cells.length && what.endsWith(ALL) ? { key, cells: cells.map((cell) => cell.key), copy, row } : undefined;
}

/** Does a topic ask several cells? */
export const isSeveral = (framework, key) => topicOf(framework, key)?.cells.length > 1;

/** Do votes on these cells have `answers` by key, and not one `rating`? */
export function isOfAnswers(framework, cells) {
  const [{ ballot_keys: keys }] = cells.map((key) => cellOf(framework, key));
  return cells.length > 1 || keys.length > 1 || columnOf(framework, cells[0]).most > 1;
}

/** Give each place of an instrument what it is called by itself (`said`) and what stands beside its mark (`label`), as
 * far as the instrument has no words for it, and its `column`: `words` are those of each kind of column. */
export function nameplaces(framework, words = {}) {
  for (const column of framework.columns) {
    const { kind, settle, places } = column;
    const { named = {}, marked = '{label}' } = words[kind] ?? {};
    for (const one of places) {
      one.rating = one.place;
      one.column = column;
      one.label ||= named[settle]?.[one.place] ?? '';
      one.said = one.label ? fill(marked, one) : String(one.value);
    }
  }
}
