// What the next step looks like, where a decision is in the lower half of its scale and the instrument says so.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { nextStepOf } from '../charts/nextstep.js';
import { cellOf } from '../lib/instrument.js';
import { rowName, scaleOf } from './topics.js';

/** The sentence for this decision of a cell, or null. */
export function nextStepFor(framework, key, ruling) {
  const cell = cellOf(framework, key);
  return cell ? nextStepOf(cell, scaleOf(framework, key), ruling) : null;
}

export function guidance(key, ruling, { framework, words }) {
  const said = nextStepFor(framework, key, ruling);
  if (!said) return nothing;
  return html`<section class="guidance" aria-labelledby="guidance-title">
    <h3 id="guidance-title">${words.trainer.rows.next_step}</h3>
    <p>${said}</p>
  </section>`;
}

/** The same where there is little room. */
export function guidanceFold(key, ruling, { framework, words }) {
  const said = nextStepFor(framework, key, ruling);
  if (!said) return nothing;
  return html`<details class="guidance-fold"><summary>${words.trainer.rows.next_step}<span class="visually-hidden">: ${rowName(framework, key)}</span></summary><p>${said}</p></details>`;
}
