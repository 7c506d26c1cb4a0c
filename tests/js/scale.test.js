import assert from 'node:assert/strict';
import { test } from 'node:test';
import { greatestShare, segments, share } from '../../static/js/charts/scale.js';

const round = (...counts) => ({ counts, ratings: counts.reduce((a, b) => a + b, 0) });

test('9 of 18 is a half, whatever the other bars are', () => {
  assert.equal(share(9, 18), 1 / 2);
  assert.equal(share(0, 18), 0);
});

test('a round without a rating has no bar at all', () => {
  assert.equal(share(0, 0), 0);
  assert.equal(greatestShare([round(0, 0, 0, 0)]), 1);
});

test('rounds of different size stand on one scale, whose top is the greatest share of any', () => {
  assert.equal(greatestShare([round(0, 9, 0, 9), round(1, 3, 0, 0)]), 3 / 4);
  assert.equal(greatestShare([round(0, 9, 0, 9), round(0, 0, 0, 0)]), 1 / 2);
});

test('a count stands in its segment, and beside the bar where that is too thin for it', () => {
  assert.deepEqual(segments([5, 2, 0, 5]), { wide: [0, 1, 3], thin: [] });
  assert.deepEqual(segments([1, 20, 1, 18]), { wide: [1, 3], thin: [0, 2] });
});

test('a count of two digits needs more room than one of one', () => {
  assert.deepEqual(segments([0, 9, 91]).wide, [1, 2]);
  assert.deepEqual(segments([0, 10, 90]), { wide: [2], thin: [1] });
});

test('no rating is lost, whatever the scale and the group', () => {
  for (const counts of [[0, 0, 0, 0], [1, 0, 0], [3, 1, 4, 1, 5, 9, 2], [300, 1, 1, 1, 1, 1, 1]]) {
    const { wide, thin } = segments(counts);
    const given = counts.flatMap((count, rating) => (count ? [rating] : []));
    assert.deepEqual([...wide, ...thin].sort(), given);
  }
});
