import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.document = { documentElement: {} }; // as much as is asked of it on loading
const { cellOf, columnOf, isOfAnswers, isSeveral, labelOf, nameplaces, placesOf, topicOf } = await import(
  '../../static/js/lib/instrument.js'
);

const places = (...values) => values.map((value, place) => ({ place, value, label: typeof value === 'string' ? value.toUpperCase() : '', meaning: '' }));
const column = (key, kind, values, more = {}) => ({ key, kind, settle: 'none', cant_say: false, most: 1, places: places(...values), ...more });
const cell = (row, column, copy = null, more = {}) => ({
  key: `${row}.${column}${copy ? `@${copy}` : ''}`, row, column, copy, ballot_keys: [`${row}.${column}${copy ? `@${copy}` : ''}`], ...more,
});

const instrument = () => ({
  columns: [
    column('now', 'number', [1, 2, 3]),
    column('who', 'choice', ['health', 'school', 'both'], { most: 2 }),
    column('there', 'tick', [0, 1], { settle: 'in-place' }),
  ],
  domains: [
    ...['north', 'south'].flatMap((copy) => ['a', 'b'].flatMap((row) => [cell(row, 'now', copy), cell(row, 'who', copy)])),
    { ...cell('own', 'there'), key: 'own', ballot_keys: ['own@1', 'own@2'] },
  ],
});

test('a cell leads to its column and its scale', () => {
  const framework = instrument();
  assert.equal(cellOf(framework, 'a.now@north').row, 'a');
  assert.equal(cellOf(framework, 'a.now'), undefined);
  assert.equal(columnOf(framework, 'a.who@south').kind, 'choice');
  assert.deepEqual(placesOf(framework, 'a.now@north').map(({ value }) => value), [1, 2, 3]);
});

test('every topic is found by its key, and no other', () => {
  const framework = instrument();
  assert.deepEqual(topicOf(framework, 'a.*@south'), { key: 'a.*@south', cells: ['a.now@south', 'a.who@south'], copy: 'south', row: 'a' });
  assert.deepEqual(topicOf(framework, '*@north').cells, ['a.now@north', 'a.who@north', 'b.now@north', 'b.who@north']);
  assert.deepEqual(topicOf(framework, 'own'), { key: 'own', cells: ['own'], copy: null, row: 'own' });
  assert.deepEqual(topicOf(framework, '*').cells, ['own']);
  for (const key of ['*@east', 'c.*@north', 'a@north', 'nothing', '', null]) assert.equal(topicOf(framework, key), undefined);
  assert.equal(isSeveral(framework, '*@north'), true);
  assert.equal(isSeveral(framework, 'own'), false);
  assert.equal(isSeveral(framework, 'nothing'), false);
});

test('a vote has answers where one place is not all that it may say', () => {
  const framework = instrument();
  assert.equal(isOfAnswers(framework, ['a.now@north']), false);
  assert.equal(isOfAnswers(framework, ['a.now@north', 'b.now@north']), true);
  assert.equal(isOfAnswers(framework, ['a.who@north']), true);
  assert.equal(isOfAnswers(framework, ['own']), true);
});

test('answers are called by the words of the instrument, or else of their kind', () => {
  const framework = instrument();
  framework.columns[0].places[2].label = 'Good enough';
  nameplaces(framework); // before the words of the kinds have come
  assert.equal(labelOf(framework, 'own', 1), '1');
  nameplaces(framework, { tick: { named: { 'in-place': ['Not in place', 'In place'] } }, number: { marked: '{value} – {label}' } });
  assert.equal(labelOf(framework, 'own', 1), 'In place');
  assert.equal(labelOf(framework, 'a.now@north', 0), '1');
  assert.equal(labelOf(framework, 'a.now@north', 2), '3 – Good enough');
  assert.equal(labelOf(framework, 'a.who@north', [0, 2]), 'HEALTH, BOTH');
  assert.equal(labelOf(framework, 'a.who@north', null), '');
});
