// How many of the people here were at an earlier workshop too.
import { counted, dated, fill } from '../lib/words.js';

/** "At least 14 of the 18 people ... were also at Workshop I, 5 March 2026": `found` is {returned, people, kind, date};
 * '' where that is not known. */
export function returningLine(found, { changed: t, common }) {
  if (!found) return '';
  const { returned, people, kind, date } = found;
  return fill(counted(t.returning, returned), { people, kind: common.kinds[kind], date: dated(date, 'day') });
}
