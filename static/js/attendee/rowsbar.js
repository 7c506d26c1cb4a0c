// What becomes of many answers, in sight at the lower edge; and, at the end of the page, what is still open and that
// one has finished.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { counted, fill } from '../lib/words.js';
import { ratedAhead } from './before.js';

const STORED = new Set(['saved', 'elsewhere', 'hidden']);

export const isStored = (status) => STORED.has(status);

/** `sheet` is as in sheet.js, `acts` as in rows.js. */
export function bar(page, sheet, status, acts) {
  const { words, freshness, view } = page;
  const text = words.attendee.rows;
  const shown = status === 'saving' && freshness === 'stale' ? 'late' : status;
  const look = sheet.problems.length ? 'late' : status === 'none' && view.round.nudges ? 'nudged' : shown;
  const [said, more] = sheet.problems.length ? [text.over, ''] : saidOf(look, sheet, words);
  const open = sheet.problems[0] ?? (sheet.isList || sheet.isDone ? undefined : sheet.next);
  const before = sheet.ofAnswers ? null : ratedAhead(page);
  const isBegun = sheet.isBegun || sheet.problems.length > 0;
  return html`<div class="save-bar save-${look}">
    <p><strong>${said}${isStored(look) ? '.' : ''}</strong> ${more}</p>
    ${isBegun && open && sheet.items.length > 1
      ? html`<button class="button button-quiet" type="button" @click=${() => acts.goTo(open)}>${text.go}</button>`
      : nothing}
    ${before && (look === 'none' || look === 'nudged')
      ? html`<button class="button button-quiet" type="button" @click=${before.choose}>${before.said}</button>`
      : nothing}
    ${sheet.ofAnswers && isBegun && !open && !sheet.isDone
      ? html`<button class="button" type="button" @click=${() => acts.finish(true)}>${text.finish}</button>`
      : nothing}
  </div>`;
}

function saidOf(look, sheet, words) {
  const { open: cards, rows: text, nudge } = words.attendee;
  const said = {
    none: [text[sheet.isList ? 'tick' : sheet.items.length > 1 ? 'choose' : 'choose_one'], ''],
    nudged: [nudge.heading, ''],
    held: [cards.held, ''],
    saving: [cards.saving, ''],
    late: [words.status.not_saved, ''],
    saved: [words.status.saved, howFar(sheet, text)],
    elsewhere: [words.status.saved, text.elsewhere],
    hidden: [words.status.saved, text.hidden],
  };
  return said[look];
}

function howFar(sheet, text) {
  if (!sheet.ofAnswers) return '';
  if (sheet.isDone) return text.done;
  if (sheet.isList) return fill(counted(text.ticked, sheet.ticked), { all: sheet.items.length });
  return sheet.open.length ? fill(counted(text.open, sheet.open.length), { all: sheet.rows }) : sheet.left ? fill(text.rest, { n: sheet.rows - sheet.left, all: sheet.rows }) : text.all;
}

/** At the end of the page. The second press of a double one takes nothing back. */
export function finish({ words, framework }, sheet, acts) {
  if (!sheet.ofAnswers) return nothing;
  const text = words.attendee.rows;
  const isNone = sheet.isList && !sheet.ticked;
  const mayFinish = sheet.isList || sheet.isBegun;
  const names = new Map(framework.rows.map(({ key, short }) => [key, short]));
  return html`<section class="panel sheet-end" aria-labelledby="sheet-end">
    <h2 id="sheet-end">${text.end}</h2>
    ${sheet.isBegun && sheet.open.length && !sheet.isList
      ? html`<p>${fill(counted(text.open, sheet.open.length), { all: sheet.rows })}</p>
          <ul class="sheet-open">
            ${sheet.open.map(
              (item) => html`<li>
                <button class="button button-quiet" type="button" @click=${() => acts.goTo(item)}>
                  ${sheet.isOneRow ? item.column.name : names.get(item.cell.row)}
                </button>
              </li>`,
            )}
          </ul>`
      : nothing}
    <button class="button button-big ${sheet.isDone ? 'is-done' : ''}" type="button" aria-pressed=${String(sheet.isDone)}
      aria-disabled=${mayFinish ? nothing : 'true'} aria-describedby="sheet-end-hint"
      @click=${({ detail }) => mayFinish && !(sheet.isDone && detail > 1) && acts.finish(!sheet.isDone)}>
      ${isNone ? text.none : text.finish}
    </button>
    <p class="hint" id="sheet-end-hint">${sheet.isDone ? text.take_back : mayFinish ? html`${sheet.isList ? fill(text.unticked, sheet) : nothing} ${text.finish_hint}` : text.first}</p>
  </section>`;
}
