// The rows of an instrument as they stand on a sheet: under their headings, with what is asked of each. No page.
import { cellOf, placesOf } from '../lib/instrument.js';

/**
 * Cells by key, in the order given, as lines: each {cell, row, levels, name, block}. `name` is what the line is called
 * beside its heading: `block` is the heading that begins above it, of a block or of a row of which several things are
 * asked; '' for none.
 */
export function linesOf(framework, keys) {
  const cells = keys.map((key) => cellOf(framework, key));
  const rows = new Map(framework.rows.map((row) => [row.key, row]));
  const columns = new Map(framework.columns.map((column) => [column.key, column]));
  const asked = (cell) => cells.filter((one) => one.row === cell.row && one.copy === cell.copy).length;
  let [before, block] = [null, ''];
  return cells.map((cell) => {
    const row = rows.get(cell.row);
    const isNew = row !== before;
    const heading = isNew && row.block !== block ? row.block : '';
    [before, block] = [row, row.block];
    const isOneOf = asked(cell) > 1;
    return {
      cell,
      row,
      levels: placesOf(framework, cell.key),
      block: heading,
      title: isOneOf && isNew ? row.name : '',
      name: isOneOf ? columns.get(cell.column).name : row.name,
      isOneOf,
    };
  });
}

/** Lines that stand one after the other on the same scale, so that one head will do: [{levels, lines}]. */
export function stretches(lines) {
  const found = [];
  for (const line of lines) {
    const last = found.at(-1);
    if (last && isAlike(last.levels, line.levels)) last.lines.push(line);
    else found.push({ levels: line.levels, lines: [line] });
  }
  return found;
}

/** Do two scales look the same, so that one head will do for both? */
export function isAlike(one, other) {
  const shape = (levels) => JSON.stringify([levels[0].column?.kind, levels.map(({ value, label }) => [value, label])]);
  return one === other || shape(one) === shape(other);
}

/** Which lines most people ticked, and which fewest: those at either end, unless that is half of them or more. `share`
 * gives a line's part of all answers, or null. */
export function ends(lines, share) {
  const shares = lines.map(share);
  const known = shares.filter((one) => one !== null);
  const at = (end) => lines.filter((_, place) => shares[place] === end);
  const [most, fewest] = [at(Math.max(...known)), at(Math.min(...known))];
  const few = (found) => (2 * found.length < lines.length ? found : []);
  return known.length < 3 ? { most: [], fewest: [] } : { most: few(most), fewest: few(fewest) };
}
