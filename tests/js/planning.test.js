// What a phone sends about a plan: answers to its questions, and suggestions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adopt, answering, chosenNeeds } from '../../static/js/attendee/plan/answering.js';
import { Choosing } from '../../static/js/attendee/plan/choosing.js';
import { Suggestions } from '../../static/js/attendee/plan/suggestions.js';
import { keep, refusal, server, settled } from './stage.js';

const NEEDS = { id: 1, kind: 'needs', open: true };
const SCORE = { id: 2, kind: 'score', open: true };

function answers(question, { own = null, kept = keep() } = {}) {
  const there = server();
  let ids = 0;
  const outbox = answering({ keep: kept, ask: there.ask, newId: () => `id${(ids += 1)}`, question, own });
  return { there, kept, outbox };
}

// What the server stores of what it was sent.
const stored = ({ question, vote_id, sequence, score = null, domains = [] }, hidden = false) => ({ question, vote_id, sequence, score, domains, hidden });
const taken = (sent) => ({ ok: true, answer: stored(sent) });

test('a score is sent as one, and saved once the answer says so', async () => {
  const { there, outbox } = answers(SCORE);
  outbox.choose(SCORE.id, 0);
  assert.deepEqual(there.asked[0], { question: 2, vote_id: 'id1', sequence: 1, score: 0 });
  assert.equal(outbox.status(SCORE.id), 'saving');
  await there.answers(taken(there.asked[0]));
  assert.equal(outbox.status(SCORE.id), 'saved');
  assert.equal(outbox.chosen(SCORE.id), 0);
});

test('"Can’t say" is a score of null, and no domain of needs', async () => {
  const scored = answers(SCORE);
  scored.outbox.choose(SCORE.id, null);
  assert.equal(scored.there.asked[0].score, null);
  await scored.there.answers(taken(scored.there.asked[0]));
  assert.equal(scored.outbox.chosen(SCORE.id), null);
  const { there, outbox } = answers(NEEDS);
  const choosing = new Choosing({ keep: keep(), outbox, most: 3 });
  choosing.toggle(NEEDS.id, '', true);
  choosing.send(NEEDS.id);
  assert.deepEqual(there.asked[0], { question: 1, vote_id: 'id1', sequence: 1, domains: [] });
  await there.answers(taken(there.asked[0]));
  assert.deepEqual(choosing.selected(NEEDS.id), []);
  assert.equal(choosing.status(NEEDS.id), 'saved');
});

test('an answer on its way outlives a reload, and goes out once more under its name', async () => {
  const first = answers(SCORE);
  first.outbox.choose(SCORE.id, 7);
  const { there, outbox } = answers(SCORE, { kept: keep(first.kept.read()) });
  assert.equal(outbox.chosen(SCORE.id), 7);
  await there.heard(1);
  assert.deepEqual(there.asked[0], first.there.asked[0]);
});

test('a stored answer is there after a reload', () => {
  const own = { answer: stored({ question: 1, vote_id: 'v', sequence: 4, domains: ['a', 'b'] }) };
  const { outbox } = answers(NEEDS, { own });
  assert.deepEqual(chosenNeeds(outbox.chosen(NEEDS.id)), ['a', 'b']);
  assert.equal(outbox.status(NEEDS.id), 'saved');
});

test('another device of the same person does not learn what was said', () => {
  const own = { answer: stored({ question: 2, vote_id: 'v', sequence: 4 }, true) };
  const { outbox } = answers(SCORE, { own });
  assert.equal(outbox.status(SCORE.id), 'hidden');
  assert.equal(outbox.chosen(SCORE.id), undefined);
});

test('an answer that the store has lost is sent again while it is asked, and never after', async () => {
  const { there, outbox } = answers(SCORE);
  outbox.choose(SCORE.id, 3);
  await there.answers(taken(there.asked[0]));
  adopt(outbox, { ...SCORE, open: false }, { answer: null });
  adopt(outbox, SCORE, null);
  assert.equal(there.asked.length, 1);
  adopt(outbox, SCORE, { answer: null });
  await there.heard(2);
  assert.deepEqual(there.asked[1], there.asked[0]);
});

test('an answer that came too late says so once', async () => {
  const { there, outbox } = answers(SCORE);
  const told = [];
  outbox.addEventListener('refused', ({ detail }) => told.push([detail.code, detail.round]));
  outbox.choose(SCORE.id, 3);
  await there.answers(refusal('question-closed', false));
  assert.deepEqual(told, [['question-closed', 2]]);
  assert.equal(outbox.chosen(SCORE.id), undefined);
});

function chooser(most = 3) {
  const { there, outbox } = answers(NEEDS);
  const kept = keep();
  return { there, outbox, kept, choosing: new Choosing({ keep: kept, outbox, most }) };
}

test('nothing is ticked beforehand, and what is ticked is kept until it is sent', async () => {
  const { there, kept, choosing } = chooser();
  assert.equal(choosing.selected(NEEDS.id), null);
  assert.equal(choosing.status(NEEDS.id), 'none');
  choosing.toggle(NEEDS.id, 'a', true);
  choosing.toggle(NEEDS.id, 'b', true);
  assert.equal(choosing.status(NEEDS.id), 'unsent');
  assert.deepEqual(kept.read(), { question: 1, keys: ['a', 'b'] });
  choosing.send(NEEDS.id);
  choosing.send(NEEDS.id); // a double tap
  await there.answers(taken(there.asked[0]));
  assert.equal(there.asked.length, 1);
  assert.equal(choosing.status(NEEDS.id), 'saved');
  assert.equal(kept.read(), null);
});

test('one too many is not taken, and "Can’t say" stands alone', () => {
  const { choosing } = chooser(2);
  choosing.toggle(NEEDS.id, 'a', true);
  choosing.toggle(NEEDS.id, 'b', true);
  assert.equal(choosing.toggle(NEEDS.id, 'c', true), false);
  assert.deepEqual(choosing.selected(NEEDS.id), ['a', 'b']);
  choosing.toggle(NEEDS.id, '', true);
  assert.deepEqual(choosing.selected(NEEDS.id), []);
  choosing.toggle(NEEDS.id, 'c', true);
  assert.deepEqual(choosing.selected(NEEDS.id), ['c']);
  choosing.toggle(NEEDS.id, 'c', false);
  assert.equal(choosing.selected(NEEDS.id), null);
  assert.equal(choosing.status(NEEDS.id), 'none');
});

test('a change after sending is one until it is sent or taken back', async () => {
  const { there, choosing } = chooser();
  choosing.toggle(NEEDS.id, 'a', true);
  choosing.send(NEEDS.id);
  await there.answers(taken(there.asked[0]));
  choosing.toggle(NEEDS.id, 'b', true);
  assert.equal(choosing.status(NEEDS.id), 'changed');
  choosing.toggle(NEEDS.id, 'b', false);
  assert.equal(choosing.status(NEEDS.id), 'saved');
  choosing.toggle(NEEDS.id, 'a', false);
  assert.equal(choosing.status(NEEDS.id), 'emptied'); // the earlier answer still stands
  choosing.send(NEEDS.id);
  assert.equal(there.asked.length, 1);
});

test('what was ticked for a question before is not ticked in the next', () => {
  const { choosing } = chooser();
  choosing.toggle(NEEDS.id, 'a', true);
  assert.equal(choosing.selected(5), null);
});

function suggestions(kept = keep()) {
  const there = server();
  let ids = 0;
  return { there, kept, box: new Suggestions({ keep: kept, ask: there.ask, newId: () => `s${(ids += 1)}`, most: 3 }) };
}

test('a suggestion is sent once, and says how many are left', async () => {
  const { there, box } = suggestions();
  assert.equal(box.left, 3);
  box.write(' A list  ');
  box.send();
  box.send(); // a double tap
  assert.equal(box.status, 'sending');
  await there.answers({ ok: true, left: 2 });
  assert.deepEqual(there.asked, [{ id: 's1', text: 'A list' }]);
  assert.equal(box.status, 'sent');
  assert.equal(box.left, 2);
  assert.equal(box.draft, '');
});

test('a draft and a suggestion on its way outlive a reload', async () => {
  const first = suggestions();
  first.box.write('One');
  first.box.send();
  first.box.write('Two');
  const { there, box } = suggestions(keep(first.kept.read()));
  await there.heard(1);
  assert.deepEqual(there.asked, [{ id: 's1', text: 'One' }]);
  assert.equal(box.draft, 'Two');
  assert.equal(box.status, 'sending');
});

test('what could not be taken comes back into the field', async () => {
  const { there, box } = suggestions();
  const told = [];
  box.addEventListener('refused', ({ detail }) => told.push(detail.code));
  box.write('One');
  box.send();
  await there.answers(refusal('suggestions-closed', false));
  assert.equal(box.draft, 'One');
  assert.equal(box.left, 3);
  box.send();
  await there.answers(refusal('too-many-suggestions', false));
  assert.equal(box.left, 0);
  box.send();
  await settled();
  assert.equal(there.asked.length, 2);
  assert.deepEqual(told, ['suggestions-closed', 'too-many-suggestions']);
});
