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
  const isOneRow = cells.every((cell) => cell.row === cells[0].row); // whose name is the title of it all
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
      title: isOneOf && isNew && !isOneRow ? row.name : '',
      name: isOneOf ? columns.get(cell.column).name : row.name,
      isOneOf: isOneOf && !isOneRow,
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

/**
 * The whole instrument as a board: `rows` are {name, block, cells}, each with a cell for every one of `heads`, the copies
 * and columns across, or null where it is not asked; `scales` are those that occur, each once.
 */
export function across(framework) {
  const copies = framework.copies.length ? framework.copies : [{ key: null, name: '' }];
  const columns = framework.columns.filter(({ key }) => framework.domains.some(({ column }) => column === key));
  const heads = copies.flatMap((copy) => columns.map((column) => ({ copy, column })));
  const named = ({ copy, column }) => [copy.name, columns.length > 1 ? column.name : ''].filter(Boolean).join(': ');
  const asked = framework.rows.filter(({ key }) => framework.domains.some(({ row }) => row === key));
  let block = '';
  const rows = asked.map((row) => {
    const cells = heads.map(({ copy, column }) => {
      const cell = framework.domains.find((one) => one.row === row.key && one.column === column.key && one.copy === copy.key);
      return cell ? { cell, levels: column.places } : null;
    });
    const heading = row.block === block ? '' : row.block;
    block = row.block;
    return { name: row.short, block: heading, cells };
  });
  const scales = columns.map(({ places }) => places);
  return {
    heads: heads.map(named),
    rows,
    scales: scales.filter((levels, at) => !scales.slice(0, at).some((other) => isAlike(other, levels))),
  };
}

/** Is it a framework, whose rows are called domains and are rated one by one? */
export const isFramework = ({ levels }) => levels.length > 0;

/** Can it be told who moved between rounds? Not of answers of several options, nor of what each answers for things of their
 * own. */
export const canMove = (levels, { repeat }) => !(levels[0].column?.most > 1) && repeat?.by !== 'person';

const MOST_GAUGES = 8; // of other instruments: their names are longer, and there may be many

/** Can all decisions stand against one scale, as a profile? */
export function isProfile(framework, isGauged) {
  if (isFramework(framework)) return true;
  const { columns, copies, domains } = framework;
  return columns.length === 1 && !copies.length && columns[0].settle !== 'none' && isGauged(columns[0].places) && domains.length <= MOST_GAUGES;
}
