import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Desk } from '../../static/js/trainer/desk.js';

const VIEW = { phase: 'lobby', domain: null, round: null, rounds: [], advice: { say: '' }, allowed: [] };
const deskOf = (view, { ask, fieldOf = () => undefined } = {}) =>
  new Desk(Object.assign(new EventTarget(), { state: { revision: 1, view }, ask }), fieldOf);

test('a console can be drawn from the view of a server that does not say what comes next', () => {
  assert.deepEqual(deskOf(VIEW).steps, []);
  const next = [{ is: 'finish', command: 'finish' }];
  assert.deepEqual(deskOf({ ...VIEW, next }).steps, next);
});

test('what is wrong in a form is said of all its fields at once, and mended one by one', () => {
  const desk = deskOf(VIEW);
  const [area, date] = ['detail-area', 'detail-date'].map((field) => ({ field, sentence: 'Fill this in.' }));
  desk.refuse('details', [area, date]);
  assert.deepEqual(desk.refused.errors, [area, date]);
  desk.mended(['detail-area']);
  assert.deepEqual(desk.refused.errors, [date]);
  desk.mended(['detail-date']);
  assert.equal(desk.refused, null);
});

test('all that the server says is wrong is said at its fields, or in one notice where one of them is not there', async () => {
  const errors = [
    { field: 'area', sentence: 'Enter the area.' },
    { field: 'date', sentence: 'Enter the date.' },
  ];
  const ask = async () => ({ ok: false, error: errors[0], errors });
  const desk = deskOf(VIEW, { ask, fieldOf: (_, name) => `detail-${name}` });
  await desk.run('details', 'details', 'edit_details');
  assert.deepEqual(desk.refused.errors.map(({ field }) => field), ['detail-area', 'detail-date']);
  const other = deskOf(VIEW, { ask, fieldOf: (_, name) => (name === 'area' ? 'detail-area' : undefined) });
  await other.run('details', 'details', 'edit_details');
  assert.deepEqual(other.refused.errors, []);
  assert.equal(other.refused.sentence, 'Enter the area. Enter the date.');
});

test('a refusal that comes from this browser, or from a server of the version before, has but one error', async () => {
  const ask = async () => ({ ok: false, error: { code: 'no-answer', sentence: 'No answer.', again: true } });
  const desk = deskOf(VIEW, { ask });
  await desk.run('steps', 'finish', 'finish');
  assert.deepEqual([desk.refused.sentence, desk.refused.errors], ['No answer.', []]);
});
