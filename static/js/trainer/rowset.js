// The rows that are on the screens together: what the rules propose for each, which can be recorded at once, and in
// what order they stand. Touches no page.

/** The ways that leave no choice, in the order in which they are offered. */
export const AT_ONCE = ['unanimous', 'majority', 'median'];

/** What the rules propose for a cell of `view.cells`: {method, answer}; null where nothing is to be decided or nobody
 * answered. Of a tie there is no answer. */
export function proposalOf({ ruling, options = [] }) {
  if (ruling) return null;
  const among = (method) => options.find((one) => one.method === method);
  const found = among('unanimous') ?? among('median') ?? among('majority');
  if (found) return { method: found.method, answer: found.proposed };
  return among('tie-break') ? { method: 'tie-break', answer: null } : null;
}

/** The cells that can be recorded at once, by the way in which they are proposed. */
export function recordable(cells) {
  const proposed = cells.map((cell) => ({ cell, proposal: proposalOf(cell) }));
  return AT_ONCE.map((method) => ({
    method,
    cells: proposed.filter(({ proposal }) => proposal?.method === method).map(({ cell }) => cell),
  })).filter(({ cells }) => cells.length);
}

/** Those for which each person in the room is needed: tied, or without an answer. */
export function leftOver(cells, isDecided) {
  const open = cells.filter((cell) => !cell.ruling && isDecided(cell.domain) && !AT_ONCE.includes(proposalOf(cell)?.method));
  return {
    tied: open.filter((cell) => proposalOf(cell)),
    empty: open.filter((cell) => !proposalOf(cell)),
  };
}

/** Why a cell is to be taken up by itself. */
export function whyAlone(cells, domain) {
  const cell = cells.find((one) => one.domain === domain);
  if (cell?.contested) return 'contested';
  return cell && proposalOf(cell) ? 'tied' : 'empty';
}

export const ORDERS = ['written', 'most', 'fewest', 'contested'];

/** The cells in an order of ORDERS; those that are alike stay as written. `height(cell)` is from 0 to 1, or below where
 * there are no answers. */
export function ordered(cells, order, height) {
  const by = {
    most: (a, b) => height(b) - height(a),
    fewest: (a, b) => none(height(a)) - none(height(b)),
    contested: (a, b) => Number(b.contested ?? false) - Number(a.contested ?? false),
  }[order];
  return by ? cells.toSorted(by) : cells;
}

/** The order that a trainer has chosen. */
export class RowOrder {
  now = 'written';
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }

  choose(order) {
    this.now = order;
    this.#changed();
  }
}

const none = (height) => (height < 0 ? Infinity : height);
