// What changed since the area's earlier workshops: in a line, as a picture and a table, who was there, and the series.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { dated, fill } from '../lib/words.js';
import { comparedOf, finding, notesOf } from './changesaid.js';
import { moves } from './moves.js';
import { series } from './series.js';
import { thenAndNow } from './thenandnow.js';
import { theirMoves, whoWasHere } from './whowashere.js';

/** The part of the page; nothing without an earlier workshop. */
export function whatChanged(page) {
  const { view: { changed: told }, words: { changed: t, common } } = page;
  if (!told) return nothing;
  const before = told.points[told.compared];
  const since = fill(t.title, { kind: common.kinds[before.kind], date: dated(before.date, 'day') });
  const isOther = comparedOf(told).every(({ why }) => why === 'instrument');
  return html`<section class="panel changed" aria-labelledby="changed">
    <h2 id="changed">${since}</h2>
    <p class="changed-line">${isOther ? t.why.instrument : finding(told, t)}</p>
    ${notesOf(told, t, common.kinds).map((note) => html`<p class="notice">${note}</p>`)}
    ${isOther ? nothing : moves(page)} ${thenAndNow(page)} ${whoWasHere(page)} ${theirMoves(page)} ${series(page)}
  </section>`;
}
