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
