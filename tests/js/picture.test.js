import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

// lit-html wants a document to be there, though nothing is drawn.
globalThis.document ??= { documentElement: { lang: 'en-GB' }, createTreeWalker: () => ({}), createComment: () => ({}) };
const { sentence } = await import('../../static/js/charts/picture.js');
const words = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url))).common;
const levels = ['None', 'Some', 'Most', 'All'].map((label) => ({ label }));

const spread = (counts, top) => {
  const ratings = counts.reduce((sum, n) => sum + n);
  const [low, high] = [counts.findIndex(Boolean), counts.findLastIndex(Boolean)];
  const telling = { low, low_to: low, low_votes: counts[low], high, high_to: high, high_votes: counts[high], ratings, top };
  return sentence({ label: 'spread', top_share: Math.max(...counts) / ratings, telling }, { counts }, levels, words)[1];
};

test('what is said of the rest of a wide spread is true of the rest', () => {
  assert.equal(spread([2, 10, 3, 1], 1), '10 of 16 say Some; the rest range from None to All');
  assert.equal(spread([10, 0, 3, 3], 0), '10 of 16 say None, but ratings range from None to All');
  assert.match(spread([4, 4, 4, 4], null), /^from None to All;/);
});
