import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { forgetAll, forgetOld } from '../../static/js/lib/forgetting.js';
import { Keep, USED } from '../../static/js/lib/keep.js';

const DAY = 24 * 3600 * 1000;

/** A browser's store with room for so many characters. */
class Store {
  room = Infinity;

  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key, value) {
    if (value.length > this.room) throw new Error('QuotaExceededError');
    this[key] = value;
  }

  removeItem(key) {
    delete this[key];
  }
}

const hide = (store) => Object.defineProperty(store, 'room', { value: Infinity, enumerable: false, writable: true });

beforeEach(() => {
  globalThis.window = { localStorage: hide(new Store()), sessionStorage: hide(new Store()) };
});

test('a vote that is kept is read where nothing more can be written', () => {
  window.localStorage.setItem('cascade.w.p', '{"waiting": 1}');
  window.localStorage.room = 0;
  assert.deepEqual(new Keep('cascade.w.p').read(), { waiting: 1 });
});

test('when it was used does not decide whether a value is kept', () => {
  window.localStorage.setItem(USED, 'not JSON');
  new Keep('cascade.w.p').write({ waiting: 2 });
  assert.equal(window.localStorage.getItem('cascade.w.p'), '{"waiting":2}');
  assert.deepEqual(new Keep('cascade.w.p').read(), { waiting: 2 });
});

test('what nobody has used for 60 days goes, whatever the days were before', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1000 * DAY });
  window.localStorage.setItem(USED, 'not JSON');
  window.localStorage.setItem('cascade.old', '1');
  forgetOld();
  t.mock.timers.tick(60 * DAY);
  forgetOld();
  assert.equal(window.localStorage.getItem('cascade.old'), '1');
  t.mock.timers.tick(DAY);
  forgetOld();
  assert.equal(window.localStorage.getItem('cascade.old'), null);
});

test('of what any page left nothing stays where everything is forgotten', () => {
  new Keep('cascade.w.p').write({ waiting: 1 });
  new Keep('cascade.side.w', 'sessionStorage').write('links');
  window.localStorage.setItem('of another site', '1');
  forgetAll();
  assert.deepEqual(Object.keys(window.localStorage), ['of another site']);
  assert.deepEqual(Object.keys(window.sessionStorage), []);
});
