import assert from 'node:assert/strict';
import { test } from 'node:test';

globalThis.document = { createTreeWalker() {}, documentElement: {} }; // as much as is asked of it on loading
const { binOf, bins } = await import('../../static/js/charts/bins.js');
const { lookOf, markOf, saidOf } = await import('../../static/js/charts/answers.js');
const { levelClass } = await import('../../static/js/charts/levels.js');
const { nextStepOf } = await import('../../static/js/charts/nextstep.js');
const { across, canMove, ends, isProfile, linesOf, stretches } = await import('../../static/js/charts/sheet.js');
const { kindOf } = await import('../../static/js/charts/kinds/index.js');
const { nameplaces } = await import('../../static/js/lib/instrument.js');

const WORDS = { number: { marked: '{value} – {label}' }, tick: { named: { 'in-place': ['Not in place', 'In place'] } } };
const place = (value, label = '') => ({ value, label });
const column = (key, kind, places, more = {}) => ({
  key, name: key, kind, settle: 'none', cant_say: false, most: 1, ordered: kind !== 'choice',
  places: places.map((one, at) => ({ place: at, meaning: '', ...one })), ...more,
});
const row = (key, block = '') => ({ key, name: `Row ${key}`, short: key, block });
const cell = (key, column, copy = null) => ({ key: `${key}.${column}@${copy}`, row: key, column, copy });

const rated = column('state', 'rating', [place(0, 'Not there'), place(1, 'Partly'), place(2, 'There')]);
const ticked = column('there', 'tick', [place(0), place(1)], { settle: 'in-place' });
const chosen = column('who', 'choice', [place('a', 'Health'), place('b', 'School'), place('c', 'Police')], { most: 2 });
const scored = column('score', 'number', [0, 1, 2, 3, 4].map((n) => place(n, n === 4 ? 'Reached' : '')));

function instrument(columns, rows, copies = [], more = {}) {
  const cells = (copies.length ? copies : [{ key: null }]).flatMap((copy) =>
    rows.flatMap((one) => columns.map((asked) => cell(one.key, asked.key, copy.key))),
  );
  const made = { name: 'Made', levels: [], columns, rows, copies, domains: cells, ...more };
  nameplaces(made, WORDS);
  return made;
}

const all = instrument([rated, ticked, chosen, scored], [row('x')]);
const levelsOf = (key) => all.columns.find((one) => one.key === key).places;

test('each kind has its mark, its words and its colour', () => {
  assert.deepEqual([markOf(2, levelsOf('state')), saidOf(2, levelsOf('state'))], ['2', '2 There']);
  assert.deepEqual([markOf(1, levelsOf('there')), saidOf(1, levelsOf('there'))], ['✓', 'In place']);
  assert.deepEqual([markOf([0, 2], levelsOf('who')), saidOf([0, 2], levelsOf('who'))], ['A, C', 'Health, Police']);
  assert.deepEqual([saidOf(3, levelsOf('score')), saidOf(4, levelsOf('score'))], ['3', '4 – Reached']);
  assert.equal(lookOf(1, levelsOf('who')), lookOf(0, levelsOf('who')), 'what has no order has one colour');
  assert.notEqual(lookOf(0, levelsOf('there')), lookOf(1, levelsOf('there')));
  for (const { places } of all.columns) assert.deepEqual([markOf(null, places), lookOf(null, places)], ['–', 'level-none']);
});

test('on a scale of two to eleven no two places share a colour', () => {
  for (let of = 2; of <= 11; of += 1) {
    const looks = Array.from({ length: of }, (_, place) => levelClass(place, of));
    assert.equal(new Set(looks).size, of, `${of} places`);
  }
  assert.deepEqual([0, 1, 2, 3].map((place) => levelClass(place, 4)), ['level-0', 'level-2', 'level-4', 'level-6']);
});

test('numbers that fit stand alone, others in bins of which none is lost', () => {
  assert.deepEqual(bins([1, 0, 2], 11), [{ from: 0, to: 0, count: 1 }, { from: 1, to: 1, count: 0 }, { from: 2, to: 2, count: 2 }]);
  for (const length of [12, 21, 22, 101, 501]) {
    const found = bins(Array(length).fill(1), 11);
    assert.ok(found.length <= 11);
    assert.equal(found.reduce((sum, { count }) => sum + count, 0), length);
    assert.equal(binOf(length - 1, found), found.length - 1);
  }
});

test('rows stand under their headings, each heading once', () => {
  const made = instrument([rated], [row('a', 'First'), row('b', 'First'), row('c', 'Second')]);
  const lines = linesOf(made, made.domains.map(({ key }) => key));
  assert.deepEqual(lines.map(({ block }) => block), ['First', '', 'Second']);
  assert.deepEqual(lines.map(({ name, title }) => [name, title]), [['Row a', ''], ['Row b', ''], ['Row c', '']]);
});

test('a row of which several things are asked is a heading above them, but not above all there is', () => {
  const made = instrument([rated, scored], [row('a'), row('b')]);
  const keys = made.domains.map(({ key }) => key);
  assert.deepEqual(linesOf(made, keys).map(({ name, title }) => [title, name]), [['Row a', 'state'], ['', 'score'], ['Row b', 'state'], ['', 'score']]);
  assert.deepEqual(linesOf(made, keys.slice(0, 2)).map(({ title }) => title), ['', '']);
  assert.equal(stretches(linesOf(made, keys)).length, 4);
});

test('two columns that look the same share a head', () => {
  const now = column('now', 'number', [1, 2, 3].map((n) => place(n)));
  const made = instrument([now, { ...now, key: 'wanted', places: now.places.map((one) => ({ ...one })) }], [row('a'), row('b')]);
  assert.equal(stretches(linesOf(made, made.domains.map(({ key }) => key))).length, 1);
});

test('the rows that most and fewest ticked are marked, unless that is half of them', () => {
  const marked = (...shares) => {
    const { most, fewest } = ends(shares, (share) => share);
    return [most, fewest];
  };
  assert.deepEqual(marked(0.2, 0.5, 0.9, 0.5), [[0.9], [0.2]]);
  assert.deepEqual(marked(0.9, 0.9, 0.9, 0.1, 0.1), [[], [0.1, 0.1]]);
  assert.deepEqual(marked(0.5, 0.5, 0.5), [[], []]);
  assert.deepEqual(marked(0.1, 0.9), [[], []]);
  assert.deepEqual(marked(0.2, null, 0.9, 0.5), [[0.9], [0.2]]);
});

test('a board has a column for each copy and each thing asked', () => {
  const copies = [{ key: 'n', name: 'North' }, { key: 's', name: 'South' }];
  const { heads, rows, scales } = across(instrument([rated, ticked], [row('a', 'First'), row('b', 'First')], copies));
  assert.deepEqual(heads, ['North: state', 'North: there', 'South: state', 'South: there']);
  assert.deepEqual(rows.map(({ name, block, cells }) => [name, block, cells.length]), [['a', 'First', 4], ['b', '', 4]]);
  assert.equal(rows[1].cells[3].cell.key, 'b.there@s');
  assert.equal(scales.length, 2);
});

test('a profile stands on one scale', () => {
  const isGauged = (levels) => kindOf(levels).isGauge;
  const decided = { ...rated, settle: 'ruling' };
  assert.ok(isProfile(instrument([decided], [row('a')]), isGauged));
  assert.ok(!isProfile(instrument([ticked], [row('a')]), isGauged));
  assert.ok(!isProfile(instrument([decided], [row('a')], [{ key: 'n', name: 'North' }]), isGauged));
  assert.ok(!isProfile(instrument([decided], Array.from({ length: 9 }, (_, n) => row(`r${n}`))), isGauged));
});

test('the next step stands beside a decision in the lower half of its scale', () => {
  const steps = { next_steps: ['Begin', 'Go on', 'Keep it', 'Tell others'] };
  const at = (rating, levels) => nextStepOf(steps, Array(levels), { rating });
  assert.deepEqual([0, 1, 2, 3].map((rating) => at(rating, 4)), ['Begin', 'Go on', null, null]);
  assert.deepEqual([0, 1, 2].map((rating) => at(rating, 3)), ['Begin', null, null]);
  assert.deepEqual([0, 1].map((rating) => at(rating, 2)), ['Begin', null]);
  assert.equal(at(null, 4), null);
  assert.equal(at([0, 1], 4), null);
  assert.equal(nextStepOf({ next_steps: [] }, Array(4), { rating: 0 }), null);
});

test('places half way between two shades have the lighter one, and long scales a shade for each place', () => {
  const looks = (levels) => Array.from({ length: levels }, (_, place) => levelClass(place, levels));
  assert.deepEqual(looks(5), ['level-0', 'level-2', 'level-3', 'level-5', 'level-6']);
  assert.deepEqual(looks(11), Array.from({ length: 11 }, (_, place) => `level-fine-${place}`));
});

test('nobody moves who chose several options, or answers for things of their own', () => {
  const places = (most) => [{ place: 0, column: { kind: 'choice', most } }];
  assert.deepEqual(
    [canMove(places(1), { repeat: null }), canMove(places(2), { repeat: null }), canMove(places(1), { repeat: { by: 'person' } })],
    [true, false, false],
  );
  assert.ok(canMove(places(1), { repeat: { by: 'room' } }));
});
