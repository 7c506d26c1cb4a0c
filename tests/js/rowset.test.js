// Several rows together: what can be opened and how far it is, what can be recorded at once, in what order they stand.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

globalThis.document = { createTreeWalker: () => ({}), documentElement: { lang: 'en' } };
const { farIn, farSaid, homeOf, topicName, unnamed } = await import('../../static/js/trainer/topics.js');
const { header } = await import('../../static/js/trainer/header.js');
const { seen } = await import('../../static/js/trainer/step.js');
const { ordered, proposalOf, recordable, takenUpAlone, whyAlone } = await import('../../static/js/trainer/rowset.js');
const { nextStepFor } = await import('../../static/js/trainer/guidance.js');
const { namesIn, NameDrafts, namedHere } = await import('../../static/js/trainer/naming.js');
const number = await import('../../static/js/trainer/kinds/number.js');
const rating = await import('../../static/js/trainer/kinds/rating.js');
const tick = await import('../../static/js/trainer/kinds/tick.js');
const choice = await import('../../static/js/trainer/kinds/choice.js');

const words = JSON.parse(readFileSync(new URL('../../voting/words/en.json', import.meta.url)));
const { rows: t } = words.trainer;

/** Three rows, asked for two agencies. */
function factors({ settle = 'ruling', copies = ['health', 'police'] } = {}) {
  const rows = ['trust', 'time', 'tools'].map((key) => ({ key, name: `About ${key}`, short: key, block: '' }));
  const domains = copies.flatMap((copy) =>
    rows.map((row) => ({
      key: `${row.key}@${copy}`, name: `${copy}: ${row.name}`, short: `${copy}: ${row.short}`, row: row.key, column: 'state', copy,
      ballot_keys: [], next_steps: ['Begin', 'Carry on', 'Widen', 'Keep it'],
    })),
  );
  const places = ['none', 'some', 'most', 'all'].map((label, place) => ({ place, value: place, label, said: label }));
  return {
    opens: 'all', rows, rows_from: '', repeat: { over: 'agency', most: 6, by: 'room' }, domains,
    copies: copies.map((key) => ({ key, name: key.toUpperCase() })),
    columns: [{ key: 'state', kind: 'rating', settle, most: 1, places }],
    topics: copies.map((copy) => ({ key: `*@${copy}`, copy, row: null, cells: domains.filter((one) => one.copy === copy).map(({ key }) => key) })),
  };
}

test('a topic is called by its copy, its row or how many rows it has', () => {
  const framework = factors();
  assert.equal(topicName(framework, '*@health', t), 'HEALTH');
  assert.equal(topicName(framework, '*@health', t, { inFull: true }), 'HEALTH: all 3 rows');
  assert.equal(topicName(framework, 'trust@police', t), 'police: trust');
  assert.equal(topicName(framework, 'gone', t), '');
  assert.equal(topicName(framework, null, t), '');
  assert.equal(topicName({ ...factors(), domains: factors().domains.map((one) => ({ ...one, copy: null })) }, '*', t), 'All 3 rows');
});

test('a topic is as far as its cells are', () => {
  const framework = factors();
  const [topic] = framework.topics;
  const at = (...statuses) => topic.cells.map((domain, n) => ({ domain, status: statuses[n] }));
  const said = (...statuses) => farSaid(farIn(framework, topic, at(...statuses)), t);
  assert.equal(said('waiting', 'waiting', 'waiting'), t.status.waiting);
  assert.equal(said('open', 'open', 'open'), t.status.open);
  assert.equal(said('rated', 'ruled', 'rated'), '1 of 3 decided');
  assert.equal(said('unresolved', 'ruled', 'ruled'), t.status.ruled);
  const none = factors({ settle: 'none' });
  assert.equal(farIn(none, topic, at('rated', 'rated', 'rated')).status, 'answered');
  assert.equal(farSaid(farIn(none, topic, at('rated', 'waiting', 'waiting')), t), '1 of 3 answered');
});

test('from a row taken up alone the way back is to all that it belongs to', () => {
  assert.equal(homeOf(factors(), 'time@police'), '*@police');
  assert.equal(homeOf(factors(), '*@police'), null);
  assert.equal(homeOf(factors(), null), null);
});

test('what the room names comes first', () => {
  assert.equal(unnamed(factors()), null);
  assert.equal(unnamed(factors({ copies: [] })), 'copies');
  assert.equal(unnamed({ ...factors(), rows: [], rows_from: 'room' }), 'rows');
  assert.deepEqual(namedHere(factors()), ['copies']);
  assert.deepEqual(namesIn(' Health \n\nSocial   care\n'), ['Health', 'Social care']);
  const drafts = new NameDrafts();
  assert.equal(drafts.of('copies', [{ name: 'Health' }, { name: 'Police' }]), 'Health\nPolice');
  drafts.write('copies', 'Health\nPol');
  assert.equal(drafts.of('copies', []), 'Health\nPol');
  drafts.done('copies');
  assert.equal(drafts.of('copies', []), '');
});

const option = (method, proposed) => ({ method, proposed, ratings: [], needs_reason: false, most: 1 });
const consensus = option('consensus', null);
const cell = (domain, ...options) => ({ domain, status: 'rated', ruling: null, options: [...options, consensus] });

test('each row has one proposal', () => {
  const cells = [
    cell('a', option('unanimous', 1), option('majority', 1)),
    cell('b', option('majority', 0)),
    cell('c', option('tie-break', 0)),
    cell('d', option('median', 6)),
    cell('e'),
    { ...cell('f', option('majority', 1)), ruling: { rating: 1 }, options: [] },
  ];
  assert.deepEqual(cells.map(proposalOf), [
    { method: 'unanimous', answer: 1 }, { method: 'majority', answer: 0 }, { method: 'tie-break', answer: null },
    { method: 'median', answer: 6 }, null, null,
  ]);
});

test('what is recorded at once and what is taken up by itself is what the view says, and why', () => {
  const cells = [
    cell('a', option('majority', 1)),
    { ...cell('b', option('majority', 1)), contested: true },
    cell('c', option('tie-break', 0)),
    { ...cell('d'), last: { withheld: true } },
    { ...cell('e'), last: { cant_say: 3 } },
    cell('f'),
  ];
  const advice = { at_once: [{ method: 'majority', domains: ['a'] }], alone: ['b', 'c', 'd', 'e', 'f'] };
  const keys = (those) => those.map(({ domain }) => domain);
  assert.deepEqual(recordable({ advice, cells }).map(({ method, cells: those }) => [method, keys(those)]), [['majority', ['a']]]);
  const found = Object.entries(takenUpAlone({ advice, cells })).map(([why, those]) => [why, keys(those)]);
  assert.deepEqual(found, [['contested', ['b']], ['tied', ['c']], ['withheld', ['d']], ['unsure', ['e']], ['empty', ['f']]]);
  assert.equal(whyAlone(cells, 'e'), 'unsure');
  assert.deepEqual(recordable({ advice: {}, cells }), []);
});

test('rows stand as written until another order is chosen, and alike ones stay as written', () => {
  const cells = ['a', 'b', 'c', 'd'].map((domain) => ({ domain, contested: domain === 'c' }));
  const height = ({ domain }) => ({ a: 0.5, b: 1, c: 0.5, d: -1 })[domain];
  const names = (order) => ordered(cells, order, height).map(({ domain }) => domain).join('');
  assert.equal(names('written'), 'abcd');
  assert.equal(names('most'), 'bacd');
  assert.equal(names('fewest'), 'acbd');
  assert.equal(names('contested'), 'cabd');
});

test('each kind says its counts in its own way, and knows how high they are', () => {
  const places = ['low', 'mid', 'high'].map((said, place) => ({ place, value: place + 1, said }));
  const counts = { counts: [1, 0, 3], ratings: 4, spread: { median: 2, quartiles: [0, 2], lowest: 0, highest: 2 } };
  assert.equal(rating.summary({ ...counts, spread: null }, places, t), 'low 1, high 3');
  assert.equal(rating.summary(counts, places, t), 'Median high; middle 50%: low to high');
  assert.equal(choice.summary(counts, places, t), 'high 3, low 1');
  assert.equal(number.summary(counts, places, t), 'Median 3; middle 50%: 1 to 3');
  const ticks = { counts: [6, 12], ratings: 18 };
  assert.equal(tick.summary(ticks, [{ said: 'Not in place' }, { said: 'In place' }], t), 'In place: 12 of 18');
  assert.deepEqual([rating, choice, number].map(({ height }) => height(counts)), [0.75, 0.75, 1]);
  assert.equal(tick.height(ticks), 12 / 18);
  assert.ok([rating, choice, tick].every(({ height }) => height({ counts: [0, 0], ratings: 0 }) < 0));
  assert.ok(number.height({ counts: [0, 0], ratings: 0, spread: null }) < 0);
});

test('what the next step looks like stands beside decisions in the lower half alone', () => {
  const at = (rating_) => nextStepFor(factors(), 'trust@health', { rating: rating_ });
  assert.deepEqual([0, 1, 2, 3].map(at), ['Begin', 'Carry on', null, null]);
  assert.equal(at(null), null);
  assert.equal(nextStepFor(factors(), 'gone', { rating: 0 }), null);
});

test('the console names an instrument that is no framework, and says when what was answered is withheld', () => {
  const view = { workshop: { title: '', area: 'Kent', kind: 'review' }, people: { joined: 0 } };
  const named = (framework) => header({ view, live: {}, words, framework }).values.join(' ').includes('Our checks');
  assert.ok(named({ name: 'Our checks', levels: [] }));
  assert.ok(!named({ name: 'Our checks', levels: [{}] }));

  const last = { ratings: 0, withheld: true, turnout: 4 };
  const revealed = { phase: 'revealed', domain: '*@health', rounds: [last], progress: [] };
  assert.equal(seen({ view: revealed, framework: factors(), words }), t.next.revealed_withheld);
  const shown = { ...revealed, rounds: [{ ratings: 5, withheld: false, turnout: 5 }] };
  assert.equal(seen({ view: shown, framework: factors(), words }), t.next.revealed_all);
});
