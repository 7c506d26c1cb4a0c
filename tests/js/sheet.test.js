import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.document = { createTreeWalker() {}, documentElement: {} }; // as much as is asked of it on loading
const { KINDS: kinds } = await import('../../static/js/attendee/kinds/index.js');
const { answering, finishing, removing, sheetOf } = await import('../../static/js/attendee/sheet.js');

const column = (key, kind, more = {}) => ({ key, kind, settle: 'none', cant_say: false, most: 1, places: [0, 1, 2].map((place) => ({ place, value: place })), ...more });
const cell = (row, key, keys = [row]) => ({ key: row, row, column: key, copy: null, ballot_keys: keys, meanings: [] });
const asking = (columns, domains, more = {}) => ({ columns, domains, repeat: null, ...more });

const rated = asking([column('state', 'rating')], ['a', 'b', 'c'].map((row) => cell(row, 'state')));
const ticked = asking([column('there', 'tick', { places: [{ place: 0, said: 'No' }, { place: 1, said: 'Yes' }] })], ['a', 'b', 'c'].map((row) => cell(row, 'there')));
const own = asking([column('there', 'tick')], ['a', 'b'].map((row) => cell(row, 'there', [1, 2, 3].map((n) => `${row}@${n}`))), {
  repeat: { over: 'experience', most: 3, by: 'person' },
});
const sheet = (framework, said, more = {}) => sheetOf({ framework, keys: framework.domains.map(({ key }) => key), said, kinds, ...more });

test('a sheet says which rows are open, in order', () => {
  const now = sheet(rated, { answers: { b: null }, done: false });
  assert.deepEqual(now.open.map(({ key }) => key), ['a', 'c']);
  assert.equal(now.rows, 3);
  assert.equal(now.isDone, false);
  assert.deepEqual(answering(now, 'a', 2), { answers: { a: 2, b: null }, done: false });
  assert.deepEqual(answering(now, 'b', undefined), { answers: {}, done: false });
});

test('what may be left open is not called open still', () => {
  const mixed = asking([column('state', 'rating'), column('more', 'rating', { optional: true })], [cell('a', 'state'), cell('b', 'more')]);
  const now = sheet(mixed, { answers: {}, done: false });
  assert.deepEqual([now.open.map(({ key }) => key), now.left, now.isFree], [['a'], 1, false]);
  const rest = sheet(mixed, { answers: { a: 1 }, done: false });
  assert.deepEqual([rest.open, rest.left], [[], 1]);
  assert.equal(sheet(mixed, { answers: { a: 1, b: 2 }, done: false }).left, 0);
  const free = asking([column('state', 'rating', { optional: true })], rated.domains);
  assert.deepEqual([sheet(free, undefined).open, sheet(free, undefined).isFree], [[], true]);
});

test('a change takes back that somebody has finished, and pressing again does', () => {
  const now = sheet(rated, { answers: { a: 0 }, done: true });
  assert.equal(now.isDone, true);
  assert.equal(answering(now, 'a', 1).done, true, 'a change is no reason to wait again');
  assert.equal(answering(now, 'a', undefined).done, false);
  assert.deepEqual(finishing(now, false), { answers: { a: 0 }, done: false });
  assert.deepEqual(finishing(now, true), { answers: { a: 0 }, done: true });
});

test('in a list of ticks the first touch answers all, and none at all is an answer', () => {
  const first = sheet(ticked, undefined);
  assert.equal(first.isList, true);
  assert.equal(first.rest, 'No');
  assert.deepEqual(answering(first, 'b', 1), { answers: { a: 0, b: 1, c: 0 }, done: false });
  assert.deepEqual(finishing(first, true), { answers: { a: 0, b: 0, c: 0 }, done: true });
  assert.equal(sheet(ticked, { answers: { a: 0, b: 1, c: 0 }, done: false }).ticked, 1);
});

test('ticks among other questions, or that one may not be able to say, are asked one by one', () => {
  const mixed = asking([column('there', 'tick'), column('state', 'rating')], [cell('a', 'there'), cell('b', 'state')]);
  assert.equal(sheet(mixed, undefined).isList, false);
  assert.deepEqual(answering(sheet(mixed, undefined), 'a', 1).answers, { a: 1 });
  const unsure = asking([column('there', 'tick', { cant_say: true })], ticked.domains);
  assert.equal(sheet(unsure, undefined).isList, false);
});

test('own experiences have a place each, up to the most, and move up when one is removed', () => {
  assert.equal(sheet(own, undefined).copies, 1);
  assert.equal(sheet(own, undefined, { shown: 5 }).copies, 3);
  const two = sheet(own, { answers: { 'a@1': 1, 'b@1': 0, 'a@2': 0, 'b@2': 1 }, done: false });
  assert.equal(two.copies, 2);
  assert.deepEqual(answering(sheet(own, two.said, { shown: 2 }), 'b@2', 1).answers, { 'a@2': 0, 'b@2': 1 }, 'the touched one alone');
  assert.deepEqual(removing(two, 1), { answers: { 'a@1': 0, 'b@1': 1 }, done: false });
  assert.deepEqual(removing(two, 2), { answers: { 'a@1': 1, 'b@1': 0 }, done: false });
  assert.deepEqual(finishing(sheet(own, undefined, { shown: 2 }), true).answers, { 'a@1': 0, 'b@1': 0 });
});

test('one cell of single answers is a rating, and done with it', () => {
  const alone = asking([column('score', 'number')], [cell('a', 'score')]);
  assert.equal(answering(sheet(alone, undefined), 'a', 2), 2);
  assert.equal(sheet(alone, 2).isDone, true);
  assert.equal(sheet(alone, null).items[0].answer, null);
  assert.equal(sheet(alone, undefined).isDone, false);
});

test('one option too many waits until another is given up', () => {
  const choosing = asking([column('who', 'choice', { most: 2 })], [cell('a', 'who'), cell('b', 'who')]);
  const now = sheet(choosing, { answers: { a: [0, 1] }, done: false }, { drafts: { a: [0, 1, 2] } });
  assert.deepEqual(now.problems.map(({ key }) => key), ['a']);
  assert.deepEqual(now.items[0].answer, [0, 1, 2]);
  assert.deepEqual(answering(now, 'b', [2]).answers, { a: [0, 1], b: [2] }, 'what is stored of it stays');
  const alone = asking(choosing.columns, choosing.domains.slice(0, 1));
  assert.equal(answering(sheet(alone, undefined), 'a', [1]).done, false, 'another may follow');
  assert.equal(answering(sheet(alone, undefined), 'a', [1, 2]).done, true);
});

test('several columns of one row are open one by one', () => {
  const scaling = asking([column('now', 'number'), column('wanted', 'number')], [
    { ...cell('a', 'now'), key: 'a.now', ballot_keys: ['a.now'] },
    { ...cell('a', 'wanted'), key: 'a.wanted', ballot_keys: ['a.wanted'] },
  ]);
  const now = sheet(scaling, { answers: { 'a.now': 1 }, done: false });
  assert.deepEqual([now.rows, now.open.map(({ key }) => key)], [2, ['a.wanted']]);
});
