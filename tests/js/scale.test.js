import assert from 'node:assert/strict';
import { test } from 'node:test';
import { greatestShare, part, share } from '../../static/js/charts/scale.js';

const round = (...counts) => ({ counts, ratings: counts.reduce((a, b) => a + b, 0) });

test('9 of 18 is half of the track, whatever the other bars are', () => {
  assert.equal(part(share(9, 18)), '--part: 50%');
  assert.equal(part(share(0, 18)), '--part: 0%');
  assert.equal(part(share(18, 18)), '--part: 100%');
});

test('a round without a rating has no bar at all', () => {
  assert.equal(part(share(0, 0)), '--part: 0%');
  assert.equal(greatestShare([round(0, 0, 0, 0)]), 1);
});

test('rounds of different size stand on one scale, whose top is the greatest share of any', () => {
  const [first, second] = [round(0, 9, 0, 9), round(1, 3, 0, 0)];
  const most = greatestShare([first, second]);
  assert.equal(most, 3 / 4);
  assert.equal(part(share(3, second.ratings), most), '--part: 100%');
  assert.equal(part(share(9, first.ratings), most), `--part: ${(100 * (1 / 2)) / (3 / 4)}%`);
});
