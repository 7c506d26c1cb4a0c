import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut } from '../../static/js/lead/series-layout.js';

const LEVELS = [0, 1, 2, 3].map((rating) => ({ rating }));
const points = ['cascade', 'cascade', 'other', 'cascade'].map((framework) => ({ framework }));
const at = (rating, levels = 4) => ({ rating, levels });

test('a gap in a series stays a gap, and is no rating of 0', () => {
  const { marks, lines } = layOut([at(1), at(null), at(0), at(0)], points, LEVELS);
  assert.deepEqual(marks.map(({ rating }) => rating), [1, null, null, 0], 'of another framework: not on this scale');
  assert.equal(lines.length, 0);
  const other = layOut([at(1), at(2), null, at(3)], points, LEVELS);
  assert.equal(other.lines.length, 1);
  assert.deepEqual(other.marks.map(({ rating }) => rating), [1, 2, null, 3]);
  assert.equal(layOut([at(1, 5), at(2), null, at(3)], points, LEVELS).marks[0].rating, null, 'nor of another length');
});

test('the scale is that of all ratings, whichever were given, and workshops stand evenly', () => {
  const one = layOut([at(0), at(1), at(1), at(1)], points, LEVELS);
  const other = layOut([at(3), at(1), at(1), at(0)], points, LEVELS);
  assert.deepEqual(one.levels, other.levels);
  assert.equal(one.marks[1].y, other.marks[1].y);
  const steps = one.levels.slice(1).map((y, level) => one.levels[level] - y);
  assert.ok(steps.every((step) => step > 0 && Math.abs(step - steps[0]) < 1e-9));
  const across = one.marks.slice(1).map(({ x }, place) => x - one.marks[place].x);
  assert.ok(across.every((step) => Math.abs(step - across[0]) < 1e-9));
});
