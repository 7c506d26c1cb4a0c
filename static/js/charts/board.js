// How far everything is, where a profile against one scale would not do: under the headings of its blocks one row for
// each row of the instrument, and where it is asked for several copies or of several columns, one cell for each of them.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { besideOf, chipOf, lookOf, markOf } from './answers.js';
import { agreedRating, methodUsed, statusSaid } from './decision.js';
import { across } from './sheet.js';

/** `progress` is as in the views, of what is to be told. */
export function board({ framework, progress, words, caption = words.common.profile }) {
  const byKey = new Map(progress.map((entry) => [entry.domain, entry]));
  const { heads, rows } = across({ ...framework, domains: framework.domains.filter(({ key }) => byKey.has(key)) });
  const isOne = heads.length === 1;
  return html`<table class="board ${isOne ? 'is-list' : ''}" role="table" .style=${`--rows: ${rows.length}; --across: ${heads.length}`}>
    <caption class="visually-hidden">${caption}</caption>
    <thead role="rowgroup" class=${isOne ? 'visually-hidden' : ''}>
      <tr role="row">
        <th scope="col" role="columnheader"><span class="visually-hidden">${words.common.rows.row}</span></th>
        ${heads.map((name) => html`<th scope="col" role="columnheader" class="board-head">${name || words.common.rows.decision}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        ({ name, block, cells }) => html`${block
            ? html`<tr role="row" class="board-block"><th role="rowheader" scope="rowgroup" colspan=${heads.length + 1}>${block}</th></tr>`
            : nothing}
          <tr role="row" class="board-row">
            <th scope="row" role="rowheader" class="board-name">${name}</th>
            ${cells.map((one) => html`<td role="cell" class="board-cell">${one ? told(one, byKey, words, isOne) : nothing}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function told({ cell, levels }, byKey, words, isOne) {
  const { ruling, status } = byKey.get(cell.key);
  if (!ruling) {
    return html`<span class="board-mark is-${status}" aria-hidden="true"></span>
      <span class=${isOne ? 'board-said soft' : 'visually-hidden'}>${statusSaid(status, levels, words)}</span>`;
  }
  const isOpen = ruling.rating === null;
  if (isOne && !isOpen) {
    return html`<span class="board-said ${lookOf(ruling.rating, levels)}">${chipOf(ruling.rating, levels)}
      <strong>${besideOf(ruling.rating, levels)}</strong> <span class="board-how">${methodUsed(ruling, words)}</span></span>`;
  }
  const said = [agreedRating(ruling, levels, words), methodUsed(ruling, words)].filter(Boolean).join(', ');
  if (isOne) return html`<span class="board-said is-unresolved">${said}</span>`;
  return html`<span class="board-mark ${isOpen ? 'is-unresolved' : lookOf(ruling.rating, levels)}" aria-hidden="true"
      >${isOpen ? '–' : markOf(ruling.rating, levels)}</span
    >
    <span class="visually-hidden">${said}</span>`;
}

/** What the marks on it mean: each scale once, and the mark of what was left unresolved where there is one. */
export function boardKey({ framework, progress, words }) {
  const known = new Set(progress.map(({ domain }) => domain));
  const { scales, heads } = across({ ...framework, domains: framework.domains.filter(({ key }) => known.has(key)) });
  const isAny = progress.some(({ ruling }) => ruling?.rating !== null && ruling?.rating !== undefined);
  if (heads.length < 2 && !scales.some((levels) => levels[0].column.most > 1)) return nothing; // all of it is in words there
  const [levels] = scales;
  const unmarked = ['rated', 'waiting'].filter((one) => progress.some(({ status }) => status === one));
  return html`<ul class="board-key" aria-hidden="true">
    ${(isAny ? scales : []).map((levels) =>
      levels
        .filter(({ label }) => label)
        .map(({ place, label }) => html`<li>${chipOf(place, levels)} ${label}</li>`),
    )}
    ${progress.some(({ status }) => status === 'unresolved')
      ? html`<li><span class="board-mark is-unresolved">–</span> ${words.common.methods.unresolved}</li>`
      : nothing}
    ${unmarked.map((status) => html`<li><span class="board-mark is-${status}"></span> ${statusSaid(status, levels, words)}</li>`)}
  </ul>`;
}
