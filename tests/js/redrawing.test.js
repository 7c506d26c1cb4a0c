import assert from 'node:assert/strict';
import { test } from 'node:test';
import { redrawing } from '../../static/js/trainer/redrawing.js';

test('what is asked for in the middle of a drawing is drawn after it, once', () => {
  const said = [];
  let asks = 2;
  const draw = redrawing(() => {
    said.push('begun');
    while (asks > 0) {
      asks -= 1;
      draw();
    }
    said.push('done');
  });
  draw();
  assert.deepEqual(said, ['begun', 'done', 'begun', 'done']);
});

test('a fault in a drawing does not keep the next from being drawn', () => {
  let isFaulty = true;
  let drawn = 0;
  const draw = redrawing(() => {
    if (isFaulty) throw new Error('a fault');
    drawn += 1;
  });
  assert.throws(draw, /a fault/);
  isFaulty = false;
  draw();
  assert.equal(drawn, 1);
});
