import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layOut } from '../../static/js/charts/flow.js';

const FLOW = [
  [0, 0, 0, 0],
  [0, 12, 0, 0],
  [0, 0, 0, 0],
  [0, 1, 4, 0],
];

test('the highest rating is at the top, with its people on either side', () => {
  const { left, right } = layOut(FLOW);
  assert.deepEqual(left.map(({ rating, count }) => [rating, count]), [[3, 5], [2, 0], [1, 12], [0, 0]]);
  assert.deepEqual(right.map(({ rating, count }) => [rating, count]), [[3, 0], [2, 4], [1, 13], [0, 0]]);
  assert.ok(left.every(({ top }, at) => at === 0 || top > left[at - 1].top + left[at - 1].height));
});

test('a ribbon is as thick as people are in it, and nobody is left out', () => {
  const { ribbons } = layOut(FLOW);
  const thick = ({ path }) => Number(/v([\d.]+)/.exec(path)[1]);
  assert.deepEqual(ribbons.map(({ from, to }) => [from, to]), [[3, 2], [3, 1], [1, 1]]);
  const [four, one, twelve] = ribbons.map(thick);
  assert.ok(Math.abs(four / one - 4) < 1e-9 && Math.abs(twelve / one - 12) < 1e-9);
});

test('everything is within the drawing, on any scale and of any number of people', () => {
  for (const levels of [2, 4, 7, 10]) {
    for (const people of [0, 1, 300]) {
      const flow = Array.from({ length: levels }, () => Array(levels).fill(people));
      const { height, left, right } = layOut(flow);
      for (const { top, height: high } of [...left, ...right]) assert.ok(top + high <= height + 1e-9, `${levels}`);
    }
  }
});
