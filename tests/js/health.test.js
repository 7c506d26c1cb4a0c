import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Health, lacks, overtaken } from '../../static/js/lib/health.js';
import { keep } from './stage.js';

const MINUTE = 60_000;

/** A page's health with a clock that stands still, but for `passes`; judged as often as a page does. */
function page(kept = keep()) {
  let now = 1000;
  const health = new Health(kept, () => now);
  return {
    health,
    kept,
    passes(ms, { pulses = false } = {}) {
      let died = false;
      for (let left = ms; left > 0; left -= 500) {
        now += Math.min(left, 500);
        if (pulses) health.heard();
        died ||= health.isDead();
      }
      return died;
    },
    sleeps: (ms) => (now += ms),
  };
}

test('a screen is fresh for as long as pulses come, and stale soon after', () => {
  const { health, passes } = page();
  passes(20_000, { pulses: true });
  assert.equal(health.isFresh, true);
  passes(7000);
  assert.equal(health.isFresh, true);
  passes(1);
  assert.equal(health.isFresh, false);
  health.heard();
  assert.equal(health.isFresh, true);
});

test('a short gap is silent; a longer one is stale until the whole state has come', () => {
  const { health, passes } = page();
  health.lost();
  passes(5000, { pulses: true });
  assert.equal(health.isFresh, true);
  health.lost();
  passes(500, { pulses: true });
  assert.equal(health.isFresh, false, 'counted from the first loss');
  health.restored();
  assert.equal(health.isFresh, true);
});

test('a connection that owes an answer is dead after eight seconds, but not while the page slept', () => {
  const { health, passes, sleeps } = page();
  health.opened();
  assert.equal(passes(8000), false);
  assert.equal(passes(500), true);
  health.opened();
  sleeps(MINUTE);
  assert.equal(passes(8000), false, 'counted from waking');
  health.answered();
  assert.equal(passes(MINUTE), false, 'it owes nothing');
  health.asked();
  health.closed();
  assert.equal(passes(MINUTE), false, 'it is gone');
});

test('where a WebSocket never answered, the tab only polls, for twice as long each time', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_000_000_000_000 });
  const { health, kept } = page();
  assert.deepEqual(health.means().transports, ['websocket', 'polling']);
  health.opened();
  health.died();
  assert.deepEqual(health.means(), { transports: ['polling'], upgrade: false });
  assert.equal(page(kept).health.means().upgrade, false, 'after a reload too');
  t.mock.timers.tick(5 * MINUTE - 1);
  assert.equal(health.mayTry, false);
  t.mock.timers.tick(1);
  assert.equal(health.mayTry, true);
  assert.deepEqual(health.means(), { transports: ['polling', 'websocket'], upgrade: true });
  health.poll();
  t.mock.timers.tick(10 * MINUTE - 1);
  assert.equal(health.means().upgrade, false);
  t.mock.timers.tick(1);
  assert.equal(health.means().upgrade, true);
});

test('one silence of a connection that has answered says little; a second in a row, that it should poll', () => {
  const { health } = page();
  for (const isUpgraded of [true, false]) {
    health.opened();
    health.answered();
    health.died();
    assert.equal(health.means().upgrade, isUpgraded);
  }
});

test('polling that falls silent is no reason to go on polling', () => {
  const { health } = page();
  health.opened();
  health.died();
  health.means();
  health.died();
  assert.equal(health.means().upgrade, true);
});

test('a failed attempt begins with polling, and becomes a WebSocket where it can', () => {
  const { health } = page();
  health.failed();
  assert.deepEqual(health.means(), { transports: ['polling', 'websocket'], upgrade: true });
});

test('an answer is overtaken only by a state that came meanwhile and is newer', () => {
  const [fifth, sixth] = [{ revision: 5 }, { revision: 6 }];
  assert.equal(overtaken(fifth, sixth, { revision: 5 }), true);
  assert.equal(overtaken(fifth, sixth, { revision: 6 }), false);
  assert.equal(overtaken(sixth, sixth, { revision: 5 }), false, 'after a failover the store may know less');
});

test('a state of a process of the release before, which does not tell what was named, lacks no words', () => {
  assert.equal(lacks(2, { phase: 'open' }), false);
  assert.equal(lacks(2, { instrument: 2 }), false);
  assert.equal(lacks(0, { instrument: 1 }), true);
  assert.equal(lacks(2, { instrument: 1 }), true); // a store that lost something
  assert.equal(lacks(undefined, { instrument: 0 }), true); // nothing learned yet
});

test('a screen whose state waits for its words is stale soon after, whatever else is heard', () => {
  const { health, passes } = page();
  health.behind();
  passes(2000, { pulses: true });
  assert.equal(health.isFresh, true);
  health.behind(); // the next try
  passes(500, { pulses: true });
  health.restored();
  assert.deepEqual([health.isFresh, health.isBehind, health.isSilent], [false, true, false]);
  passes(60_000, { pulses: true });
  assert.equal(health.isFresh, false);
  health.caughtUp();
  assert.deepEqual([health.isFresh, health.isBehind], [true, false]);
});
