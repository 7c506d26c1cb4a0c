// A round that asks more than one rating, as one page: every row with what is asked of it, what is still open, and
// "I have finished". Fetched by those alone who are asked that way: see late.js.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { isEnding } from '../lib/timer.js';
import { fill } from '../lib/words.js';
import { KINDS } from './kinds/index.js';
import { bar, finish, isStored } from './rowsbar.js';
import { asksCard } from './screens.js';
import { answering, finishing, removing, sheetOf } from './sheet.js';

export { asked, decisions, progress } from './rowslist.js';
export { counted } from './rowsover.js';

const ARROW_PAUSE = 1500; // ms: arrow keys pass over answers on the way to the one that is meant
const SAVING_KEYS = ['Enter', ' '];
let byKey = false; // was the last touch a key that moves a choice?
let here = { round: null, drafts: {}, shown: 1 }; // what of the open round is known to this page alone

function sheetIn({ framework, view: { round }, outbox }) {
  if (here.round !== round.id) here = { round: round.id, drafts: {}, shown: 1 };
  return sheetOf({ framework, keys: round.cells, said: outbox.chosen(round.id), kinds: KINDS, ...here });
}

/** The screen of an open round. */
export function asking(page) {
  const { view, framework, words, domain, outbox } = page;
  const { round } = view;
  const text = words.attendee.rows;
  const sheet = sheetIn(page);
  const status = outbox.status(round.id);
  const acts = actsOn(page, sheet);
  const hurry = () => outbox.hurry();
  const isAlone = sheet.items.length === 1;
  const whole = domain.name === framework.name ? '' : framework.name;
  return keyed(
    round.id,
    html`<section class="sheet" aria-labelledby="sheet-title"
      @keydown=${({ key }) => {
        byKey = key.startsWith('Arrow');
        if (SAVING_KEYS.includes(key)) hurry();
      }}
      @pointerdown=${() => (byKey = false)}
      @focusout=${({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || hurry()}
    >
      <header class="sheet-head">
        ${whole ? html`<p class="sheet-of">${whole}</p>` : nothing}
        <h1 id="sheet-title">${domain.name}</h1>
        <p class="question">${framework.question}</p>
        <p class="hint">${text[isAlone ? 'private_one' : 'private']} ${sheet.isList ? fill(text.unticked, sheet) : sheet.isFree ? text.free : nothing}</p>
      </header>
      ${sheet.isPersonal ? copies(page, sheet, acts) : blocks(page, sheet, sheet.items, acts)}
      ${finish(page, sheet, acts)} ${bar(page, sheet, status, acts)}
    </section>`,
  );
}

/** What to say once answers are stored, if it is more than that they are. */
export function toTell({ words, framework, view, outbox }) {
  if (!view.round || asksCard(framework, view.domain) || !isStored(outbox.status(view.round.id))) return undefined;
  const sheet = sheetIn({ framework, view, outbox });
  const text = words.attendee.rows;
  const more = sheet.isDone && sheet.ofAnswers ? text.done : sheet.open.length || sheet.left || sheet.isList || !sheet.ofAnswers ? '' : text.all;
  return more ? `${words.status.saved}. ${more}` : undefined;
}

// What can be done on the page.
function actsOn(page, sheet) {
  const { outbox, view } = page;
  const { round } = view;
  const send = (said, delay = 0) => page.choose(round.id, said, isEnding(page) ? 0 : delay);
  return {
    set({ key, column, kind }, answer) {
      here.drafts = { ...here.drafts };
      delete here.drafts[key];
      if (kind.problem?.(column, answer)) {
        here.drafts[key] = answer;
        page.say(page.words.attendee.rows.over);
        page.draw();
      } else if (answer === undefined && !sheet.ofAnswers) page.draw();
      else send(answering(sheet, key, answer), byKey ? ARROW_PAUSE : 0);
    },
    finish: (done) => send(finishing(sheet, done)),
    add() {
      here.shown = sheet.copies + 1;
      page.draw();
      goTo(`copy-${here.shown}`);
    },
    remove(copy) {
      here.shown = sheet.copies - 1;
      const left = removing(sheet, copy);
      if (sheet.isBegun) send(left);
      else page.draw();
      goTo(`copy-${Math.min(copy, here.shown)}`);
    },
    goTo: (item) => goTo(idOf(round, item.key)),
    status: outbox.status(round.id),
  };
}

const idOf = (round, key) => `ask-${round.id}-${key}`;

/** To a part of the page by its id: what can be answered there has the focus. */
function goTo(id) {
  const part = document.getElementById(id);
  part?.scrollIntoView({ block: 'center' });
  (part?.querySelector('input, select') ?? part)?.focus({ preventScroll: true });
}

function copies(page, sheet, acts) {
  const { repeat } = page.framework;
  const text = page.words.attendee.rows;
  const named = (n) => fill(text.own, { over: repeat.over, n });
  return html`${Array.from({ length: sheet.copies }, (_, at) => at + 1).map(
      (copy) => html`<section class="sheet-copy" aria-labelledby="copy-${copy}">
        <h2 class="sheet-own" id="copy-${copy}" tabindex="-1">${named(copy)}</h2>
        ${blocks(page, sheet, sheet.items.filter((item) => item.copy === copy), acts)}
        ${sheet.copies > 1
          ? html`<button class="button button-quiet" type="button" @click=${() => acts.remove(copy)}>
              ${fill(text.remove, { own: named(copy) })}
            </button>`
          : nothing}
      </section>`,
    )}
    ${sheet.copies < sheet.most
      ? html`<button class="button button-quiet" type="button" @click=${acts.add}>${fill(text.add, repeat)}</button>`
      : nothing}`;
}

// The rows under their headings.
function blocks(page, sheet, items, acts) {
  const rows = new Map();
  for (const item of items) rows.set(item.cell.row, [...(rows.get(item.cell.row) ?? []), item]);
  let block = '';
  return html`<div class=${sheet.isList ? 'sheet-list' : 'sheet-asked'}>
    ${[...rows].map(([key, asked]) => {
      const row = page.framework.rows.find((one) => one.key === key);
      const isNew = row.block !== block && !sheet.isOneRow;
      block = row.block;
      return html`${isNew && block ? html`<h2 class="sheet-block">${block}</h2>` : nothing}${asked.length > 1
        ? several(page, sheet, row, asked, acts)
        : one(page, sheet, asked[0], legendOf(row, sheet), acts)}`;
    })}
  </div>`;
}

const legendOf = (row, { isOneRow, isList }) =>
  isList || !isOneRow ? row.name : html`<span class="visually-hidden">${row.name}</span>`;

// A row of several columns: each is called by both.
function several(page, sheet, row, items, acts) {
  return html`<section class="row-asked">
    ${sheet.isOneRow ? nothing : html`<h3>${row.name}</h3>`}
    ${items.map((item) =>
      one(page, sheet, item, html`<span class="visually-hidden">${row.name}: </span>${item.column.name}`, acts),
    )}
  </section>`;
}

function one({ words, view: { round } }, sheet, item, legend, acts) {
  const { key, cell, column, kind, answer } = item;
  const { control } = sheet.isList ? kind.listed : kind;
  return control({
    id: idOf(round, key),
    legend: column.optional && !sheet.isFree ? html`${legend} <span class="soft">${words.attendee.rows.optional}</span>` : legend,
    cell, column, answer, words,
    name: cell.name,
    set: (said) => acts.set(item, said),
  });
}
