// The order of a table's rows. What a cell has no value for comes last, whichever way round.

const PLAIN = /^-?\d+$/;

/** The value of a cell as it is compared: a number, a text, or null for none. */
export function valueOf(text) {
  if (text === undefined || text === '') return null;
  return PLAIN.test(text) ? Number(text) : text;
}

/** Rows in order: each is { value, order }, where `order` is its place by name, which decides between
 * equal ones and stays the same way round. */
export function inOrder(rows, descending) {
  const sign = descending ? -1 : 1;
  const there = rows.filter((row) => row.value !== null).sort((a, b) => sign * compared(a.value, b.value) || a.order - b.order);
  const missing = rows.filter((row) => row.value === null).sort((a, b) => a.order - b.order);
  return [...there, ...missing];
}

function compared(one, other) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
