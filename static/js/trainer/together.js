// Deciding many rows at once: what all agree on, what most chose, the medians. What is left needs the room, one by one.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { counted, fill } from '../lib/words.js';
import { button } from './parts.js';
import { recordable, takenUpAlone } from './rowset.js';
import { farIn, farSaid, isDecided } from './topics.js';

const WHY = ['contested', 'tied', 'withheld', 'unsure', 'empty'];

export function together(page) {
  const { view, framework, words, desk, actions } = page;
  const t = words.trainer.rows;
  const cells = view.cells;
  if (!cells.some(({ domain }) => isDecided(framework, domain))) return nothing;
  // The one that comes next is in the bar.
  const [next] = desk.steps;
  const groups = desk.may('record_rulings') ? recordable(view).filter(({ method }) => !(next?.is === 'record_together' && next.method === method)) : [];
  const alone = takenUpAlone(view);
  const far = farIn(framework, { cells: cells.map(({ domain }) => domain) }, view.progress);
  return html`<section class="together stack" aria-labelledby="ruling-form">
    <h3 id="ruling-form" tabindex="-1">${words.trainer.ruling.title}</h3>
    <p>${farSaid(far, t)}</p>
    ${groups.map(
      ({ method, cells: those }) => html`<div class="together-group">
        ${button({
          desk, key: `record:${method}`, text: counted(t.record[next?.is === 'record_together' ? 'rest' : 'first'][method], those.length),
          act: () => actions.recordTogether(method, those),
        })}
      </div>`,
    )}
    ${WHY.map((why) => (alone[why] ? html`<p class="hint">${counted(t.alone[why], alone[why].length)}</p>` : nothing))}
  </section>`;
}

/** The question before it, as confirm.ask takes it: it lists every row with what is recorded for it. `said(cell)` is
 * that in words. */
export function recordQuestion(method, cells, said, t) {
  const { title, text, yes } = t.confirm[method];
  return { title: counted(title, cells.length), text: fill(text, { n: cells.length }), yes, list: cells.map(said) };
}
