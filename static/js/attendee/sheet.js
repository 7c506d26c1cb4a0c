// What a round asks of one person, and what they have answered so far: pure, touches no page. An answer that can't be
// sent as it is (one option too many) is among `drafts` until it can.
import { cellOf, columnOf, isOfAnswers } from '../lib/instrument.js';

/**
 * `keys` are the cells of the round, `said` is what the outbox shows as chosen in it, `kinds` what there is for each kind
 * of column. Where each person answers for several things of their own, `shown` is for how many there is a place.
 *
 * `items` are all questions in order: {key, cell, column, kind, copy, answer}; `rows` how many rows they make (of one row:
 * its columns), `open` one item of each row that still has to be answered, `left` how many are open that need not be answered, `next` the first item to answer, `isFree` whether none need be,
 * `problems` those that can't be sent as they are. In `isList` there is nothing but ticks, `ticked` of them given: what
 * is not ticked is answered, too, with what is called `rest`.
 */
export function sheetOf({ framework, keys, said, kinds, drafts = {}, shown = 1 }) {
  const cells = keys.map((key) => cellOf(framework, key));
  const ofAnswers = isOfAnswers(framework, keys);
  const isPersonal = framework.repeat?.by === 'person';
  const sent = ofAnswers ? (said?.answers ?? {}) : said === undefined ? {} : { [cells[0].ballot_keys[0]]: said };
  const most = isPersonal ? framework.repeat.most : 1;
  const answered = cells.flatMap(({ ballot_keys: own }) => own.flatMap((key, at) => (key in sent ? at + 1 : [])));
  const copies = Math.min(most, Math.max(1, shown, ...answered));
  const items = [];
  for (let copy = 1; copy <= copies; copy += 1) {
    for (const cell of cells) {
      const key = cell.ballot_keys[copy - 1];
      const column = columnOf(framework, cell.key);
      const kind = kinds[column.kind];
      items.push({ key, cell, column, kind, copy, answer: key in drafts ? drafts[key] : sent[key] });
    }
  }
  const isList = ofAnswers && items.every(({ kind, column }) => kind.listed?.isOne(column));
  const isOneRow = new Set(cells.map(({ row }) => row)).size === 1;
  const rowOf = ({ key, cell: { row }, copy }) => (isOneRow ? key : `${row} ${copy}`);
  const unanswered = items.filter(({ answer }) => answer === undefined);
  const open = unanswered.filter(({ column }) => !column.optional);
  return {
    items, sent, isOneRow, ofAnswers, isList, isPersonal, copies, most,
    rows: new Set(items.map(rowOf)).size,
    next: open[0] ?? unanswered[0],
    left: new Set(unanswered.filter(({ column }) => column.optional).map(rowOf)).size,
    isFree: items.every(({ column }) => column.optional),
    open: open.filter((item, at) => open.findIndex((other) => rowOf(other) === rowOf(item)) === at),
    problems: items.filter(({ column, kind, answer }) => kind.problem?.(column, answer)),
    isBegun: Object.keys(sent).length > 0,
    isDone: ofAnswers ? said?.done === true : said !== undefined,
    rest: isList ? items[0].column.places[items[0].kind.listed.rest].said : '',
    ticked: items.filter(({ kind, answer }) => kind.listed?.isPositive(answer)).length,
  };
}

/** What to send once `answer` was given to `key`; undefined takes it back. Who has finished stays so when they change an
 * answer, since they may put the phone down then; not when they take one back. */
export function answering(sheet, key, answer) {
  if (!sheet.ofAnswers) return answer;
  const answers = { ...sheet.sent, [key]: answer };
  const item = sheet.items.find((one) => one.key === key);
  if (answer === undefined) delete answers[key];
  else if (sheet.isList) fillIn(answers, sheet.items.filter(({ copy }) => copy === item.copy));
  const isWhole = sheet.items.length === 1 && (answer === null || answer?.length === item.column.most);
  return { answers, done: isWhole || (sheet.isDone && answer !== undefined) };
}

/** What to send when somebody says that they have finished, or that they have not. */
export function finishing(sheet, done) {
  const answers = { ...sheet.sent };
  if (sheet.isList && !sheet.isBegun) fillIn(answers, sheet.items.filter(({ copy }) => copy === 1));
  return { answers, done };
}

/** What to send without the answers for the `gone`th of somebody's own things; those after it move up. */
export function removing({ items, sent, copies }, gone) {
  const answers = { ...sent };
  for (const { cell, copy } of items) {
    if (copy !== 1) continue;
    for (let at = gone; at <= copies; at += 1) {
      const next = at < copies ? sent[cell.ballot_keys[at]] : undefined;
      if (next === undefined) delete answers[cell.ballot_keys[at - 1]];
      else answers[cell.ballot_keys[at - 1]] = next;
    }
  }
  return { answers, done: false };
}

function fillIn(answers, items) {
  for (const { key, kind } of items) if (answers[key] === undefined) answers[key] = kind.listed.rest;
}
