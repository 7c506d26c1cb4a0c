// The rows that are on the screens together: what the rules propose for each, what the view says of recording them at
// once and taking them up by themselves, and in what order they stand. Touches no page.

const PROPOSING = ['unanimous', 'median', 'majority'];

/** What the rules propose for a cell of `view.cells`: {method, answer}; null where nothing is to be decided or nobody
 * answered. Of a tie there is no answer. */
export function proposalOf({ ruling, options = [] }) {
  if (ruling) return null;
  const among = (method) => options.find((one) => one.method === method);
  const found = PROPOSING.map(among).find(Boolean);
  if (found) return { method: found.method, answer: found.proposed };
  return among('tie-break') ? { method: 'tie-break', answer: null } : null;
}

/** The cells that can be recorded at once, by the way in which they are proposed: [{method, cells}]. */
export const recordable = ({ advice, cells }) =>
  (advice.at_once ?? []).map(({ method, domains }) => ({ method, cells: cells.filter(({ domain }) => domains.includes(domain)) }));

/** The cells that are to be taken up by themselves, by why: {contested, tied, withheld, unsure, empty}. */
export function takenUpAlone({ advice, cells }) {
  const found = {};
  for (const cell of cells) {
    if (advice.alone?.includes(cell.domain)) (found[reasonFor(cell)] ??= []).push(cell);
  }
  return found;
}

/** Why a cell is to be taken up by itself: people differ or are tied on it, too few answered for it to be shown, nobody
 * could say, or nobody answered. */
export const whyAlone = (cells, domain) => reasonFor(cells.find((one) => one.domain === domain) ?? {});

function reasonFor({ contested, last, ...cell }) {
  if (contested) return 'contested';
  if (proposalOf(cell)) return 'tied';
  if (last?.withheld) return 'withheld';
  return last?.cant_say ? 'unsure' : 'empty';
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
  return by ? [...cells].sort(by) : cells;
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
