import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Desk } from '../../static/js/trainer/desk.js';

const VIEW = { phase: 'lobby', domain: null, round: null, rounds: [], advice: { say: '' }, allowed: [] };
const deskOf = (view) => new Desk(Object.assign(new EventTarget(), { state: { revision: 1, view } }), () => undefined);

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
