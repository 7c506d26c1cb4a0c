import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { questionsOf } from '../../static/js/charts/questions.js';

const words = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url))).common;
const levels = ['None', 'Some', 'Most', 'All'].map((label) => ({ label }));

test('the questions of a view, with the ratings that they are about', () => {
  const questions = { ask: ['sure', 'evidence'], low: 0, low_to: 1, high: 3, high_to: 3 };
  const either = words.range.two.replace('{low}', 'None').replace('{high}', 'Some');
  assert.deepEqual(questionsOf({ questions }, levels, words), [
    words.questions.sure,
    words.questions.evidence.replace('{low}', either).replace('{high}', 'All'),
  ]);
});

test('where nothing is rated a question needs no rating, and outside a discussion there is none', () => {
  const nothing = { low: null, low_to: null, high: null, high_to: null };
  const view = { questions: { ask: ['need-to-know'], ...nothing } };
  assert.deepEqual(questionsOf(view, levels, words), [words.questions['need-to-know']]);
  assert.deepEqual(questionsOf({ questions: null }, levels, words), []);
});
