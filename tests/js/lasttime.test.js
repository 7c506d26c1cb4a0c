import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

globalThis.document = { createTreeWalker: () => ({}), documentElement: { lang: 'en' } };
const { lastTimeLine } = await import('../../static/js/charts/lasttime.js');
const words = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url)));
const last = { date: '2026-03-05', status: 'decided', method: 'majority', rating: 1, label: 'Partly there', votes: 11, ratings: 18 };

test('a rating of last time is said with its level, also by a process of the release before', () => {
  const now = lastTimeLine({ ...last, value: 1, settle: 'ruling' }, words);
  assert.match(now, /: 1 Partly there, /);
  assert.equal(lastTimeLine(last, words), now);
});
