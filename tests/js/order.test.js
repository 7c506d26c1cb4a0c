import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder, valueOf } from '../../static/js/programme/order.js';

const rows = [[2, 0], [null, 1], [0, 2], [2, 3], [-1, 4], [null, 5]].map(([value, order]) => ({ value, order }));
const places = (some) => some.map((row) => row.order);

test('equal ones stay by name, and what is missing is last, whichever way round', () => {
  assert.deepEqual(places(inOrder(rows, false)), [4, 2, 0, 3, 1, 5]);
  assert.deepEqual(places(inOrder(rows, true)), [0, 3, 2, 4, 1, 5]);
});

test('a missing value is none, and 0 and words are', () => {
  assert.deepEqual([undefined, '', '0', '-2', 'north', '2026-03-05'].map(valueOf), [null, null, 0, -2, 'north', '2026-03-05']);
});
