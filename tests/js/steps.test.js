import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { arrow, changeSaid } from '../../static/js/charts/steps.js';

const { changed: t } = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url)));
const shaft = (steps, levels) => arrow(steps, levels).height - 7;

test('an arrow is as long as its steps, on any scale, and never taller than the scale allows', () => {
  for (let levels = 2; levels <= 7; levels += 1) {
    for (let steps = 1; steps < levels; steps += 1) {
      assert.ok(Math.abs(shaft(steps, levels) - steps * shaft(1, levels)) < 1e-9);
      assert.equal(shaft(-steps, levels), shaft(steps, levels));
      assert.ok(shaft(steps, levels) <= 24);
    }
  }
});

test('up points up, down points down, and neither is like no change or no number', () => {
  const paths = [1, -1, 0, null].map((steps) => arrow(steps, 4).path);
  assert.equal(new Set(paths).size, 4);
  assert.match(arrow(1, 4).path, /^M6 0L12 7/);
  assert.match(arrow(-1, 4).path, /^M6 15L12 8/);
});

test('a change is told in words', () => {
  assert.equal(changeSaid(1, t), 'up 1');
  assert.equal(changeSaid(-2, t), 'down 2');
  assert.equal(changeSaid(0, t), t.same);
  assert.equal(changeSaid(null, t), t.none);
});
