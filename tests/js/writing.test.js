import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APART, QUIET, saidIn, Writing } from '../../static/js/trainer/plan/writing.js';
import { keep, refusal, server, settled } from './stage.js';

const ME = 'me';

/** A plan of one goal, as a console sees it after `revision` changes; `edits` are those of its text. */
const planOf = (text, { revision = 1, edits = 0, rivals = [], due = '' } = {}) => ({
  revision,
  goals: [{ id: 'g1', draft: { text, due, domains: ['clarity', 'contact'] } }],
  edits: [{ goal: 'g1', edits: { text: edits } }],
  rivals,
});

function writer(plan = planOf('Old'), kept = keep()) {
  const there = server();
  let ids = 0;
  const writing = new Writing({ ask: there.ask, keep: kept, me: ME, newId: () => `id${(ids += 1)}` });
  writing.follow(plan);
  return { there, kept, writing };
}

const now = (writing, text) => writing.type('g1', 'text', text, 'once');
const shown = (writing) => writing.valueOf('g1', 'text');
const done = (revision) => ({ ok: true, revision });

test('one request at a time: what is typed meanwhile follows, the newest alone', async () => {
  const { there, writing } = writer();
  now(writing, 'a');
  now(writing, 'ab');
  now(writing, 'abc');
  assert.deepEqual(there.asked, [{ id: 'id1', goal: 'g1', field: 'text', value: 'a', edit: 0 }]);
  await there.answers(done(2));
  assert.equal(there.asked.length, 1, 'the state that shows it is not here yet');
  writing.follow(planOf('a', { revision: 2, edits: 1 }));
  assert.deepEqual(there.asked[1], { id: 'id2', goal: 'g1', field: 'text', value: 'abc', edit: 1 });
  assert.equal(writing.stateOf('g1'), 'saving');
  await there.answers(done(3));
  writing.follow(planOf('abc', { revision: 3, edits: 2 }));
  assert.equal(writing.stateOf('g1'), 'saved');
});

test('a field is sent after a pause, and at once when the focus leaves it', async () => {
  const { there, writing } = writer();
  writing.focus('g1', 'text');
  writing.type('g1', 'text', 'New');
  assert.equal(there.asked.length, 0);
  await there.heard(1);
  assert.equal(there.asked[0].value, 'New');
  await there.answers(done(2));
  writing.follow(planOf('New', { revision: 2, edits: 1 }));
  writing.type('g1', 'due', '0002-01-01', 'left');
  writing.blur('g1', 'due');
  assert.equal(there.asked[1].field, 'due');
});

test('pause after pause, a field is sent every two seconds at most, and at once when it is left', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { there, writing } = writer();
  writing.focus('g1', 'text');
  writing.type('g1', 'text', 'One');
  t.mock.timers.tick(QUIET);
  await there.answers(done(2));
  writing.follow(planOf('One', { revision: 2, edits: 1 }));
  writing.type('g1', 'text', 'One two');
  t.mock.timers.tick(QUIET);
  assert.equal(there.asked.length, 1, 'too soon after the last');
  writing.type('g1', 'text', 'One two three');
  t.mock.timers.tick(APART);
  assert.equal(there.asked[1].value, 'One two three');
  writing.type('g1', 'text', 'One two three four');
  await there.answers(done(3));
  writing.follow(planOf('One two three', { revision: 3, edits: 2 }));
  assert.equal(there.asked.length, 2, 'what was typed meanwhile waits as well');
  writing.blur('g1', 'text');
  assert.equal(there.asked[2].value, 'One two three four');
});

test('what others write shows in a field that nobody is in, and takes nothing from one that has the focus', () => {
  const { writing } = writer();
  writing.follow(planOf('Theirs', { revision: 2, edits: 1 }));
  assert.equal(shown(writing), 'Theirs');
  writing.focus('g1', 'text');
  writing.follow(planOf('Theirs again', { revision: 3, edits: 2 }));
  assert.equal(shown(writing), 'Theirs');
  assert.equal(writing.meanwhile('g1', 'text'), 'Theirs again');
  writing.blur('g1', 'text');
  assert.equal(shown(writing), 'Theirs again');
  assert.equal(writing.meanwhile('g1', 'text'), null);
});

test('what is typed over a text that somebody else has changed goes beside it, and all that is typed on', async () => {
  const { there, writing } = writer();
  writing.focus('g1', 'text');
  now(writing, 'Mine');
  const rivals = [{ id: 't1', goal: 'g1', field: 'text', value: 'Mine', by: ME }];
  await there.answers(done(3));
  writing.follow(planOf('Theirs', { revision: 3, edits: 1, rivals }));
  assert.equal(shown(writing), 'Mine');
  assert.equal(writing.meanwhile('g1', 'text'), 'Theirs');
  assert.equal(writing.stateOf('g1'), 'saved');
  now(writing, 'Mine, and more');
  assert.equal(there.asked[1].edit, 0, 'they have not been read over');
  await there.answers(done(4));
  writing.follow(planOf('Theirs', { revision: 4, edits: 1, rivals: [{ ...rivals[0], value: 'Mine, and more' }] }));
  writing.blur('g1', 'text');
  assert.equal(shown(writing), 'Theirs');
});

test('after a choice the field says what was chosen, and what is typed then is no second text', async () => {
  const { there, writing } = writer();
  writing.focus('g1', 'text');
  now(writing, 'Mine');
  await there.answers(done(3));
  writing.follow(planOf('Theirs', { revision: 3, edits: 1, rivals: [{ id: 't1', goal: 'g1', field: 'text', value: 'Mine', by: ME }] }));
  writing.giveUp('g1', 'text');
  writing.follow(planOf('Mine', { revision: 4, edits: 2 }));
  assert.equal(shown(writing), 'Mine');
  now(writing, 'Mine!');
  assert.equal(there.asked[1].edit, 2);
});

test('without an answer the same request goes out again, and nothing typed since is lost', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { there, kept, writing } = writer();
  now(writing, 'a');
  now(writing, 'ab');
  await there.answers(refusal('no-answer', true));
  assert.equal(writing.stateOf('g1'), 'late');
  assert.equal(kept.read()[0].typed, 'ab');
  t.mock.timers.tick(1500);
  assert.deepEqual(there.asked[1], there.asked[0], 'it may have arrived');
  await there.answers(done(2));
  writing.follow(planOf('a', { revision: 2, edits: 1 }));
  assert.deepEqual([there.asked[2].value, there.asked[2].edit], ['ab', 1]);
  await there.answers(done(3));
  writing.follow(planOf('ab', { revision: 3, edits: 2 }));
  assert.equal(kept.read(), null);
});

test('a page that was loaded again sends what it had not stored, by the edit it was typed over', async () => {
  const kept = keep([{ goal: 'g1', field: 'text', typed: 'Mine', edit: 3, sent: null }]);
  const { there, writing } = writer(planOf('Theirs', { edits: 4 }), kept);
  assert.equal(shown(writing), 'Mine');
  assert.deepEqual([there.asked[0].value, there.asked[0].edit], ['Mine', 3]);
});

test('a round in between holds a text back until the plan is there again', async () => {
  const { there, writing } = writer();
  now(writing, 'Mine');
  await there.answers(refusal('plan-not-now', false));
  writing.follow(null);
  assert.equal(writing.stateOf('g1'), 'late');
  writing.follow(planOf('Old', { revision: 1 }));
  assert.equal(there.asked[1].value, 'Mine');
});

test('a refused text stays in the field with its sentence, until something else is typed', async () => {
  const { there, kept, writing } = writer();
  now(writing, 'Too long');
  await there.answers(refusal('text-too-long', false));
  assert.equal(writing.refusalOf('g1', 'text'), 'no: text-too-long');
  assert.equal(writing.stateOf('g1'), 'refused');
  assert.equal(shown(writing), 'Too long');
  assert.equal(kept.read()[0].typed, 'Too long');
  assert.equal(await writing.flush('g1'), false);
  assert.equal(there.asked.length, 1);
  now(writing, 'Short');
  assert.equal(writing.refusalOf('g1', 'text'), null);
  await there.answers(done(2));
  writing.follow(planOf('Short', { revision: 2, edits: 1 }));
  assert.equal(await writing.flush('g1'), true);
});

test('the text of a goal that somebody has dropped is kept until it has been read', async () => {
  const { there, writing } = writer();
  now(writing, 'Worth keeping');
  await there.answers(refusal('no-such-goal', false));
  assert.deepEqual(writing.stranded.map(({ typed }) => typed), ['Worth keeping']);
  writing.discard('g1', 'text');
  assert.deepEqual(writing.stranded, []);
});

test('before a goal is agreed, all that is typed is stored', async () => {
  const { there, writing } = writer();
  writing.type('g1', 'text', 'New');
  let flushed = null;
  writing.flush('g1').then((all) => (flushed = all));
  assert.equal(there.asked.length, 1, 'without the pause');
  await there.answers(done(2));
  assert.equal(flushed, null);
  writing.follow(planOf('New', { revision: 2, edits: 1 }));
  await settled();
  assert.equal(flushed, true);
});

test('a text is stored that the server has tidied up', async () => {
  const { there, writing } = writer();
  now(writing, ' Two  words\u00ad ');
  await there.answers(done(2));
  writing.follow(planOf('Two words', { revision: 2, edits: 1 }));
  assert.equal(writing.stateOf('g1'), 'saved');
  assert.equal(shown(writing), 'Two words');
  assert.equal(saidIn(planOf(''), 'g1', 'domains'), 'clarity,contact');
});

test('at a meeting that is over nothing is sent again, until it is opened again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { there, kept, writing } = writer();
  now(writing, 'Last words');
  await there.answers(refusal('plan-not-now', false)); // somebody finished the workshop
  writing.follow(planOf('Old'), true);
  t.mock.timers.tick(60_000);
  await settled();
  assert.equal(there.asked.length, 1);
  writing.follow(planOf('Old'), true);
  writing.blur('g1', 'text');
  t.mock.timers.tick(60_000);
  assert.equal(there.asked.length, 1);
  assert.deepEqual(writing.unsent.map(({ goal, field, typed }) => [goal, field, typed]), [['g1', 'text', 'Last words']]);
  assert.equal(kept.read()[0].typed, 'Last words');
  writing.follow(planOf('Old'));
  assert.deepEqual(there.asked[1], there.asked[0]);
});

test('what is answered after the workshop was deleted leaves nothing in the browser, and is not sent again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { there, kept, writing } = writer();
  now(writing, 'Mine');
  writing.type('g1', 'measure', 'Not sent yet');
  writing.clear();
  await there.answers(refusal('no-answer', true));
  t.mock.timers.tick(600_000);
  await settled();
  assert.equal(kept.read(), null);
  assert.equal(there.asked.length, 1);
});

test('what is typed in a goal is in no other goal of its id, once the workshop has moved to another plan', async () => {
  const { there, kept, writing } = writer({ ...planOf('Old'), key: 'here' });
  writing.type('g1', 'text', 'Mine', 'left');
  writing.follow({ ...planOf('Another goal'), key: 'there' });
  writing.blur('g1', 'text');
  await settled();
  assert.equal(there.asked.length, 0);
  assert.equal(shown(writing), 'Another goal');
  assert.equal(writing.stateOf('g1'), 'saved');
  assert.deepEqual(writing.stranded.map(({ field, typed }) => [field, typed]), [['text', 'Mine']]);
  const again = writer({ ...planOf('Another goal'), key: 'there' }, keep(kept.read())); // and after a reload
  await again.there.answers(refusal('no-such-goal', false));
  const [{ goal, field, typed }] = again.writing.stranded;
  assert.equal(typed, 'Mine');
  assert.equal(shown(again.writing), 'Another goal');
  again.writing.discard(goal, field);
  assert.equal(again.kept.read(), null);
});

test('what is typed stays with its goal where a server of the release before tells no plan from another', async () => {
  const { there, writing } = writer(planOf('Old'));
  writing.type('g1', 'text', 'Mine', 'left');
  writing.follow({ ...planOf('Old'), key: 'here' });
  writing.blur('g1', 'text');
  assert.equal(there.asked[0].value, 'Mine');
});
