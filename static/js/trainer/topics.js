// What can be opened: each topic by its name, how far it is, and where in the instrument it belongs. Touches no page.
import { cellOf, columnOf, isSeveral, placesOf, topicOf } from '../lib/instrument.js';
import { counted, fill } from '../lib/words.js';

/** The scale of a cell; nothing where the key is none's. */
export const scaleOf = (framework, key) => (cellOf(framework, key) ? placesOf(framework, key) : []);

/** Is there movement from round to round: has each person one answer, of one place on the scale? */
export const hasMovement = (framework, key) => columnOf(framework, key).most === 1 && cellOf(framework, key).ballot_keys.length === 1;

/** Is something recorded for this cell? */
export const isDecided = (framework, key) => columnOf(framework, key).settle !== 'none';

/** What a topic is called: a cell by its name, all else by what it has all of. `t` is words.trainer.rows. */
export function topicName(framework, key, t, { inFull = false } = {}) {
  const cell = cellOf(framework, key);
  if (cell) return inFull ? cell.name : cell.short;
  const topic = topicOf(framework, key);
  if (!topic) return '';
  const copy = framework.copies.find((one) => one.key === topic.copy)?.name;
  const row = framework.rows.find((one) => one.key === topic.row)?.[inFull ? 'name' : 'short'];
  const all = counted(t.all, rowsIn(framework, topic));
  if (row) return copy ? fill(t.of_copy, { copy, what: row }) : row;
  return copy ? (inFull ? fill(counted(t.all_of_copy, rowsIn(framework, topic)), { copy }) : copy) : all;
}

/** A cell's whole name without that of its copy. */
export function rowName(framework, key) {
  const cell = cellOf(framework, key);
  const copy = framework.copies.find((one) => one.key === cell.copy);
  const prefix = copy ? `${copy.name}: ` : '';
  return cell.name.startsWith(prefix) ? cell.name.slice(prefix.length) : cell.name;
}

/** How many rows a topic asks about. */
export const rowsIn = (framework, { cells }) => new Set(cells.map((key) => cellOf(framework, key).row)).size;

/** How far a topic is, by the progress of its cells: of `all`, how many are `rated`, how many `decided`, how many are
 * still to be decided once they are rated; and its `status`, as that of a cell. A cell that is not decided is done when
 * it is rated. */
export function farIn(framework, { cells }, progress) {
  const at = cells.map((key) => progress.find(({ domain }) => domain === key)).filter(Boolean);
  const count = (...statuses) => at.filter(({ status }) => statuses.includes(status)).length;
  const asked = cells.filter((key) => isDecided(framework, key)).length;
  const far = { all: at.length, asked, decided: count('ruled', 'unresolved'), rated: count('rated', 'ruled', 'unresolved') };
  return { ...far, left: Math.max(0, asked - far.decided), status: statusOf(far, count) };
}

function statusOf({ all, asked, decided, rated }, count) {
  if (count('open')) return 'open';
  if (asked && decided === asked) return 'ruled';
  if (!asked && all && rated === all) return 'answered';
  return rated ? 'rated' : 'waiting';
}

/** How far it is in words. */
export function farSaid({ status, asked, decided, rated, all }, t) {
  if (status === 'rated' && asked) return fill(t.decided_of, { decided, all: asked });
  if (status === 'rated') return fill(t.answered_of, { rated, all });
  return t.status[status];
}

/** What the instrument opens of itself that a cell is part of, where that is more than the cell; else null. */
export function homeOf(framework, key) {
  if (!cellOf(framework, key)) return null;
  const home = framework.topics.find(({ cells }) => cells.includes(key));
  return home && isSeveral(framework, home.key) ? home.key : null;
}

/** Does a round of this instrument ask about several rows, so that they are looked at together? */
export const isTable = (framework) => framework.opens !== 'cell';

/** Does the room still have to name what is asked about, or what it is asked for? 'rows', 'copies' or null. */
export function unnamed({ rows, rows_from, copies, repeat }) {
  if (rows_from && !rows.length) return 'rows';
  return repeat?.by === 'room' && !copies.length ? 'copies' : null;
}
