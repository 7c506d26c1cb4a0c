// Numbers that are too many for a line are drawn in bins of equal size. No page, no words.

/**
 * The places of a scale with their `counts` in at most `most` bins, each {from, to, count}, of as many places each but
 * for the last: a bin for each place where they fit.
 */
export function bins(counts, most) {
  const each = Math.ceil(counts.length / most);
  const found = [];
  for (let from = 0; from < counts.length; from += each) {
    const to = Math.min(from + each, counts.length) - 1;
    const count = counts.slice(from, to + 1).reduce((sum, n) => sum + n, 0);
    found.push({ from, to, count });
  }
  return found;
}

/** Which of the bins a place is in. */
export const binOf = (place, found) => found.findIndex(({ from, to }) => from <= place && place <= to);
