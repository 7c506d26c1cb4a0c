// What is asked before a round of another instrument is closed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

globalThis.document = { createTreeWalker: () => ({}), documentElement: { lang: 'en' } };
const { closeQuestion, finishQuestion } = await import('../../static/js/trainer/closing.js');

const { trainer: words } = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url)));
const rows = ['trust', 'time', 'tools'].map((key) => ({ key, name: `About ${key}`, short: key, block: '' }));

function framework(column = {}) {
  return {
    opens: 'all', rows, copies: [],
    domains: rows.map(({ key, name }) => ({ key, name, short: key, row: key, column: 'there', copy: null, ballot_keys: [key] })),
    columns: [{ key: 'there', kind: 'tick', cant_say: false, most: 1, places: [{ said: 'Not in place' }, { said: 'In place' }], ...column }],
    topics: [{ key: '*', copy: null, row: null, cells: rows.map(({ key }) => key) }],
  };
}

const asked = (view, of = framework()) =>
  closeQuestion({ domain: '*', round: { cells: ['trust', 'time', 'tools'] }, turnout: { rated: 3, started: 5, of: 8 }, ...view }, of, words);

test('an answer that stands alone is asked about by the name of its row', () => {
  const { title, text } = asked({ doubts: ['one'], alone_in: [{ doubt: 'one', domains: ['time'] }] });
  assert.equal(title, words.rows.closing.one.title);
  assert.match(text, /“About time”/);
  assert.match(asked({ doubts: ['one_phone'], alone_in: [{ doubt: 'one', domains: [] }, { doubt: 'one_phone', domains: ['trust', 'tools'] }] }).text, /2 rows.*“About trust”/);
  const alone = asked({ doubts: ['one'], alone_in: [{ doubt: 'one', domains: ['tools'] }], domain: 'tools', round: { cells: ['tools'] } });
  assert.match(alone.text, /“About tools”/);
});

test('the question says how many have begun, and what they left out counts as', () => {
  assert.match(asked({ doubts: ['few', 'unfinished'] }).text, /^3 of 8 .* 2 people have begun .* “Not in place”/);
  assert.equal(asked({ doubts: ['few', 'unfinished'] }).title, 'Close with 3 of 8 finished?');
  const unsure = asked({ doubts: ['unfinished'], turnout: { rated: 4, started: 5, of: 5 } }, framework({ cant_say: true })).text;
  assert.equal(unsure, '1 person has begun and not finished. What they have answered so far counts.');
  assert.doesNotMatch(asked({ doubts: ['unfinished'] }, framework({ kind: 'rating' })).text, /Not in place/);
});

test('of CASCADE it is asked as ever, and where no round is open nothing', () => {
  const one = { ...framework({ kind: 'rating' }), opens: 'cell' };
  assert.equal(asked({ doubts: ['one'], domain: 'time', round: { cells: ['time'] } }, one).title, words.closing.one.title);
  assert.equal(asked({ doubts: [], domain: 'time' }, one).title, words.closing.ok.title);
  assert.equal(asked({ turnout: null }), null);
});

test('before the end it is said what is unfinished, and a profile is promised only where something was rated', () => {
  const at = (review, ...rulings) => ({ domains: rulings.map((ruling) => ({ ruling })), plan: { review } });
  const { finish } = words.confirm;
  assert.deepEqual([finishQuestion(at(false, {}), [], words.confirm).text, finishQuestion(at(false, {}), [], words.confirm).list], [finish.text, []]);
  assert.equal(finishQuestion(at(true, null), [], words.confirm).text, finish.unrated);
  assert.equal(finishQuestion(at(true, {}), [], words.confirm).text, finish.text);
  const asked = finishQuestion({ domains: [], plan: null }, ['A note'], words.confirm);
  assert.deepEqual([asked.text, asked.list, asked.yes], [`${finish.text} ${finish.unfinished}`, ['A note'], finish.yes]);
});
