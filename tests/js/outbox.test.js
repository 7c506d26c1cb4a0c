import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Outbox } from '../../static/js/attendee/outbox.js';
import { keep, refusal, server, settled } from './stage.js';

const ROUND = 1;

function outbox(parts = {}) {
  const there = server();
  let ids = 0;
  const given = { keep: keep(), ask: there.ask, newId: () => `id${(ids += 1)}`, round: ROUND, ballot: null, ...parts };
  return { there, kept: given.keep, votes: new Outbox(given) };
}

const ballotOf = ({ round, ...vote }) => ({ ok: true, ballot: vote });

test('a vote is saved once its answer says so, and never before', async () => {
  const { there, votes } = outbox();
  votes.choose(ROUND, 2);
  assert.equal(votes.status(ROUND), 'saving');
  assert.equal(votes.own(ROUND), undefined);
  await there.answers(ballotOf(there.asked[0]));
  assert.equal(votes.status(ROUND), 'saved');
  assert.equal(votes.own(ROUND), 2);
});

test('a vote goes out again under its id until the answer is final', async () => {
  const { there, votes } = outbox();
  votes.choose(ROUND, 2);
  await there.answers(refusal('an-unheard-of-code', true));
  assert.equal(votes.status(ROUND), 'late');
  votes.hurry();
  await there.heard(2);
  assert.deepEqual(there.asked[1], there.asked[0]);
  await there.answers(refusal('another-new-code', undefined)); // who does not say keeps nobody from trying
  assert.equal(votes.status(ROUND), 'late');
});

test('a refusal that no repeat can change ends a vote, whatever its code', async () => {
  const { there, votes, kept } = outbox();
  const told = [];
  votes.addEventListener('refused', ({ detail }) => told.push([detail.code, detail.round]));
  votes.choose(ROUND, 2);
  await there.answers(refusal('an-unheard-of-code', false));
  assert.equal(votes.status(ROUND), 'none');
  assert.equal(kept.read().waiting, null);
  assert.deepEqual(told, [['an-unheard-of-code', ROUND]]);
});

test('a fault in between does not stop the sending for ever', async (t) => {
  t.mock.method(console, 'error', () => {});
  const { there, votes } = outbox();
  votes.choose(ROUND, 2);
  await there.breaks(new Error('a fault'));
  votes.hurry();
  await there.heard(2);
  await there.answers(ballotOf(there.asked[1]));
  assert.equal(votes.status(ROUND), 'saved');
  votes.choose(ROUND, 3);
  assert.equal(there.asked.length, 3);
});

test('a choice by keys is held back, and says so, until it is hurried or another delay is over', async () => {
  const { there, votes, kept } = outbox();
  const said = [];
  votes.addEventListener('change', () => said.push(votes.status(ROUND)));
  votes.choose(ROUND, 1, 60_000);
  votes.choose(ROUND, 2, 60_000);
  await settled();
  assert.equal(votes.status(ROUND), 'held');
  assert.equal(kept.read().waiting.rating, 2, 'a page that is closed now leaves it to the next one');
  assert.equal(there.asked.length, 0);
  votes.hurry();
  await there.heard(1);
  assert.equal(there.asked[0].rating, 2);
  assert.deepEqual(said, ['held', 'held', 'saving']);
  await there.answers(ballotOf(there.asked[0]));
  votes.choose(ROUND, 3, 60_000);
  votes.choose(ROUND, 0); // by a finger
  await there.heard(2);
  assert.equal(there.asked[1].rating, 0);
});

test('a change of a stored rating waits only for the next key, as the round may close without warning', { timeout: 5000 }, async () => {
  const { there, votes } = outbox();
  votes.choose(ROUND, 1);
  await there.answers(ballotOf(there.asked[0]));
  votes.choose(ROUND, 2, 60_000);
  votes.choose(ROUND, 3, 60_000);
  await settled();
  assert.equal(votes.status(ROUND), 'held');
  await there.heard(2);
  assert.equal(there.asked[1].rating, 3, 'what the keys passed over was not sent');
});

test('what waited when the page was closed is sent by the next one', async () => {
  const first = outbox();
  first.votes.choose(ROUND, 2);
  const next = outbox({ keep: first.kept });
  assert.deepEqual(next.there.asked, first.there.asked);
});

test('a new choice overtakes one that is on its way', async () => {
  const { there, votes } = outbox();
  votes.choose(ROUND, 2);
  votes.choose(ROUND, 3);
  await there.answers(ballotOf(there.asked[0]));
  assert.equal(votes.chosen(ROUND), 3);
  assert.equal(votes.status(ROUND), 'saving');
  assert.equal(there.asked[1].sequence, 2);
});

test('what the store has lost is sent again, and what another device said is not', () => {
  const mine = outbox({ keep: keep({ mine: 'id0' }), ballot: { vote_id: 'id0', rating: 1, sequence: 1 } });
  mine.votes.adopt(ROUND, null);
  assert.equal(mine.there.asked[0].rating, 1);
  const theirs = outbox({ keep: keep({ mine: 'id0' }), ballot: { vote_id: 'x', hidden: true, sequence: 4 } });
  assert.equal(theirs.votes.status(ROUND), 'hidden');
  theirs.votes.adopt(ROUND, null);
  assert.equal(theirs.there.asked.length, 0);
});

test('another tab of the same person is left the time to send its own vote', () => {
  const { there, votes, kept } = outbox();
  kept.foreign({ waiting: { round: ROUND, rating: 1, vote_id: 'theirs', sequence: 1 }, sequence: 1 });
  assert.equal(votes.chosen(ROUND), 1);
  assert.equal(there.asked.length, 0);
  votes.hurry(); // the page is about to be hidden: better twice than never
  return settled().then(() => assert.equal(there.asked.length, 1));
});

test('a page that may leave nothing knows its ratings for as long as it is open', async () => {
  const { there, votes, kept } = outbox();
  votes.choose(ROUND, 2);
  await there.answers(ballotOf(there.asked[0]));
  votes.forget();
  assert.equal(kept.read(), null);
  assert.equal(votes.own(ROUND), 2);
});

const storing = ({ round, ...vote }) => ({ ok: true, ballot: { rating: null, hidden: false, ...vote } });

test('many answers go as one vote each time, and what is stored is shown again', async () => {
  const { there, votes, kept } = outbox();
  votes.choose(ROUND, { answers: { a: 1 }, done: false });
  votes.choose(ROUND, { answers: { a: 1, b: null }, done: false });
  assert.deepEqual(there.asked[0].answers, { a: 1 });
  assert.equal('rating' in there.asked[0], false, 'a server refuses both');
  await there.answers(storing(there.asked[0]));
  assert.equal(votes.status(ROUND), 'saving', 'the second is not stored yet');
  await there.heard(2);
  await there.answers(storing(there.asked[1]));
  assert.deepEqual(votes.chosen(ROUND), { answers: { a: 1, b: null }, done: false });
  assert.equal(votes.isDone(ROUND), false);
  const again = outbox({ keep: kept, ballot: { ...there.asked[1], rating: null, hidden: false } });
  assert.deepEqual(again.votes.chosen(ROUND).answers, { a: 1, b: null });
  assert.equal(again.votes.status(ROUND), 'saved');
});

test('an answer that is refused leaves the others on their way', async () => {
  const { there, votes } = outbox();
  const refused = [];
  votes.addEventListener('refused', ({ detail }) => refused.push(detail.field));
  votes.choose(ROUND, { answers: { a: 1, gone: 2 }, done: true });
  const no = refusal('cell-not-open', false);
  await there.answers({ ...no, error: { ...no.error, field: 'gone' } });
  await there.heard(2);
  assert.deepEqual(there.asked[1].answers, { a: 1 });
  assert.ok(there.asked[1].sequence > there.asked[0].sequence);
  assert.deepEqual(refused, ['gone']);
  await there.answers(storing(there.asked[1]));
  assert.equal(votes.status(ROUND), 'saved');
});

test('answers that a store has lost are sent again whole', async () => {
  const { there, votes } = outbox();
  votes.choose(ROUND, { answers: { a: 1 }, done: true });
  await there.answers(storing(there.asked[0]));
  votes.adopt(ROUND, null);
  await there.heard(2);
  assert.deepEqual(there.asked[1].answers, there.asked[0].answers);
  assert.equal(there.asked[1].done, true);
  assert.equal('rating' in there.asked[1], false);
});

test('once nobody hears any more, a vote is not tried for ever', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let isOver = false;
  const { there, votes, kept } = outbox({ isOver: () => isOver });
  votes.choose(ROUND, 2);
  await there.answers(refusal('no-answer', true));
  assert.equal(votes.status(ROUND), 'late');
  isOver = true;
  votes.hurry(); // a last try
  await settled();
  await there.answers(refusal('no-answer', true));
  t.mock.timers.tick(600_000);
  await settled();
  assert.equal(there.asked.length, 2);
  assert.equal(votes.status(ROUND), 'none');
  assert.equal(kept.read().waiting, null);
});
