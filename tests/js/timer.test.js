import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { ending } from '../../static/js/lib/ending.js';
import { everySecond } from '../../static/js/lib/seconds.js';

globalThis.document = { createTreeWalker() {}, documentElement: {} }; // as much as is asked of it on loading
const { clockText } = await import('../../static/js/lib/timer.js');

/** Two pages of a room, and a countdown that the server ends at a moment of theirs. */
function page() {
  let now = 1000;
  const one = ending(() => now);
  return {
    one,
    passes: (ms) => (now += ms),
    /** A state that left the server `late` ms ago. */
    comes: (started_at, ends, late = 0) => one.follow({ started_at, seconds: 300 }, ends - (now - late)),
  };
}

test('a state that was long on its way moves no end', () => {
  const { one, passes, comes } = page();
  assert.equal(one.left(), null);
  passes(1500);
  comes('a', 301_000, 1500);
  assert.equal(one.left(), 300_000, 'no better is known yet');
  passes(1000);
  comes('a', 301_000, 20);
  assert.equal(one.left(), 297_520, 'the soonest end is right');
  passes(1000);
  comes('a', 301_000, 2000);
  assert.equal(one.left(), 296_520);
});

test('another countdown, and what the server sees anew, hold at once', () => {
  const { one, passes, comes } = page();
  comes('a', 61_000);
  comes('b', 181_000);
  assert.equal(one.left(), 180_000);
  comes('b', 241_000);
  assert.equal(one.left(), 240_000);
  passes(250_000);
  assert.equal(one.left(), 0);
  comes('b', 251_000);
  assert.equal(one.left(), 0);
  assert.equal(one.follow(null, null), true);
  assert.equal(one.follow(null, null), false);
  assert.equal(one.left(), null);
});

test('pages that opened at different moments change their second at the same one', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  const drawn = [];
  class Page extends EventTarget {
    timerLeft = () => 5000 - now;
    breakLeft = () => null;
  }
  const pages = [new Page(), new Page(), new Page()];
  const pass = (ms) => {
    for (; ms > 0; ms -= 1) {
      now += 1;
      mock.timers.tick(1);
    }
  };
  pages.forEach((page, at) => {
    everySecond(page, () => drawn.push([now, at, clockText(page.timerLeft())]));
    pass(at ? 0 : 700);
    pass(70);
  });
  pages[1].dispatchEvent(new Event('state'));
  pass(2000);
  for (const [boundary, text] of [[1005, '0:04'], [2010, '0:03']]) {
    const there = drawn.filter(([at]) => Math.abs(at - boundary) <= 10);
    assert.deepEqual(there.map(([, at]) => at).sort(), [0, 1, 2], JSON.stringify(drawn));
    assert.ok(there.every(([, , shown]) => shown === text), JSON.stringify(drawn));
  }
  mock.timers.reset();
});
