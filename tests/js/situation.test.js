import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Situation } from '../../static/js/attendee/situation.js';

const DOMAINS = ['clarity', 'contact'];
const here = (more = {}) => ({ id: 'p', presence: 'here', ballot: null, ...more });
const round = (id, more = {}) => ({ id, number: 1, nudges: 0, ...more });

function view(phase, domain, more = {}) {
  const progress = DOMAINS.map((key) => ({ domain: key, status: 'waiting', ruling: null }));
  return { phase, domain, round: null, rounds: [], break: null, progress, ...more };
}

function situation(first = view('lobby', null), status = () => 'none') {
  const adopted = [];
  const hurried = [];
  const outbox = { status, isDone: () => status() !== 'none', adopt: (...what) => adopted.push(what), hurry: () => hurried.push('once') };
  const you = here();
  return { adopted, hurried, you, knows: new Situation({ view: first, you, outbox }) };
}

test('a round that opens is told, and to those who are here', () => {
  const { knows, you } = situation();
  const open = view('open', 'clarity', { round: round(1) });
  assert.deepEqual(knows.take(open, you), { isNews: false, said: 'round_open', opens: true, nudged: false });
  assert.equal(knows.take(open, you).opens, false, 'once');
  const away = situation();
  away.knows.takeYou(here({ presence: 'left' }));
  assert.equal(away.knows.take(open, away.knows.told.you).opens, false);
});

test('who had not rated when the round closed is told so, and who had is not', () => {
  const closed = view('revealed', 'clarity', { rounds: [{ id: 1 }] });
  for (const [status, missed] of [['none', 1], ['saved', null]]) {
    const { knows, you } = situation(view('open', 'clarity', { round: round(1) }), () => status);
    assert.equal(knows.take(closed, you).said, 'round_closed');
    assert.equal(knows.missed, missed);
  }
});

test('a choice that is held back goes out when its round ends, to be told at once if it came too late', () => {
  const open = view('open', 'clarity', { round: round(1) });
  const { knows, you, hurried } = situation(open, () => 'held');
  knows.take(view('open', 'clarity', { round: round(1, { nudges: 1 }) }), you);
  assert.equal(hurried.length, 0);
  knows.take(view('revealed', 'clarity', { rounds: [{ id: 1 }] }), you);
  assert.equal(hurried.length, 1);
  assert.equal(knows.missed, null, 'its refusal says so');
});

test('a cancelled round is named until the next one opens', () => {
  const { knows, you } = situation(view('open', 'clarity', { round: round(1) }));
  assert.equal(knows.take(view('lobby', null), you).said, 'round_cancelled');
  assert.equal(knows.cancelled, 'clarity');
  knows.take(view('open', 'contact', { round: round(2) }), you);
  assert.equal(knows.cancelled, null);
});

test('only those who have not rated are reminded', () => {
  const nudge = view('open', 'clarity', { round: round(1, { nudges: 1 }) });
  for (const [status, nudged] of [['none', true], ['saved', false]]) {
    const { knows, you } = situation(view('open', 'clarity', { round: round(1) }), () => status);
    assert.equal(knows.take(nudge, you).nudged, nudged);
  }
});

test('only what says anew who we are says what is stored for us', () => {
  const { knows, you, adopted } = situation();
  const open = view('open', 'clarity', { round: round(1) });
  knows.take(open, you);
  assert.deepEqual(adopted, []);
  const ballot = { round: 1, rating: 2 };
  knows.take(open, here({ ballot }));
  assert.deepEqual(adopted, [[1, ballot]]);
});

test('a vote that came too late is told through the next round, and no longer', () => {
  const { knows, you } = situation(view('open', 'clarity', { round: round(1) }));
  knows.take(view('revealed', 'clarity', { rounds: [{ id: 1 }] }), you);
  knows.refused = { round: 1 };
  knows.take(view('open', 'contact', { round: round(2) }), you);
  assert.equal(knows.refused, null);
  assert.equal(knows.isRefusedEarlier, false);
  const late = situation(view('open', 'clarity', { round: round(1) }));
  late.knows.refused = { round: 1 };
  late.knows.take(view('open', 'contact', { round: round(2) }), late.you);
  assert.equal(late.knows.isRefusedEarlier, true);
});

test('what is stored on the phone may go once its person has left or it is finished', () => {
  const { knows, you } = situation();
  assert.equal(knows.isOver, false);
  knows.change({ presence: 'left' });
  assert.equal(knows.isOver, true);
  knows.takeYou(here());
  knows.take(view('finished', null), knows.told.you);
  assert.equal(knows.isOver, true);
  assert.notEqual(knows.told.you, you);
});
