// Ratings of people without a phone: counted by hand into the open round, listed, corrected. Where a round asks about
// several rows, row by row.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { besideOf, chipOf } from '../charts/answers.js';
import { columnOf, topicOf } from '../lib/instrument.js';
import { counted, fill } from '../lib/words.js';
import { isEmpty, payloadOf, takeUp, wrongIn } from './handdraft.js';
import { kindOf } from './kinds/index.js';
import { button, describedBy, fieldError, goToStep, invalid, problems } from './parts.js';
import { rowName, scaleOf, topicName } from './topics.js';

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

/** How many people's ballots are entered by hand so far: of several rows, as many as in the row that has most. */
export const givenByHand = ({ turnout }) => turnout?.by_hand ?? 0;

const ballotsIn = ({ counts, cant_say, answered }) => (answered ?? sum(counts)) + cant_say;

/** Those of a cell of the open round. */
const handsIn = ({ hands, round }, cell) => hands.filter((one) => round.cells.length === 1 || one.cell === cell);

const cellsOf = ({ framework, view }) => view.round?.cells ?? topicOf(framework, view.domain)?.cells ?? [];

export function byHandForm(page) {
  const { view, words, desk, byHandDrafts } = page;
  if (!desk.may('enter_hands')) return nothing;
  const t = words.trainer.hands;
  const cells = cellsOf(page);
  const cell = byHandDrafts.cellOf(view.domain, cells);
  const draft = draftOf(cell, page);
  const n = givenByHand(view);
  return html`<details class="by-hand-form" ?open=${byHandDrafts.open}
    @toggle=${(event) => (byHandDrafts.open = event.target.open)}>
    <summary id="by-hand-title">${t.title} ${n ? html`<span class="badge">${counted(words.common.by_hand, n)}</span>` : nothing}</summary>
    <div class="stack">
      <p class="hint">${t.lead}</p>
      ${cells.length > 1 ? choosing(cell, cells, page) : nothing}
      ${entered(cell, draft, page, t)} ${form(cell, draft, page, t)}
    </div>
  </details>`;
}

function draftOf(cell, { view, framework, byHandDrafts }) {
  const { places, most } = columnOf(framework, cell);
  return byHandDrafts.for(view, places.length, cell, most);
}

function choosing(cell, cells, { view, framework, words, desk, byHandDrafts }) {
  const t = words.trainer.rows;
  return html`<div class="field">
    <label for="by-hand-cell">${t.hand_row}</label>
    <p class="hint" id="by-hand-cell-hint">${t.hand_row_hint}</p>
    <select id="by-hand-cell" aria-describedby="by-hand-cell-hint" @change=${(event) => {
      byHandDrafts.choose(view.domain, event.target.value);
      desk.changed();
    }}>
      ${cells.map((key, at) => {
        const n = sum(handsIn(view, key).map(ballotsIn));
        const name = `${at + 1}. ${rowName(framework, key)}`;
        return html`<option value=${key} .selected=${asIs(key === cell)}>${n ? `${name} (${n})` : name}</option>`;
      })}
    </select>
  </div>`;
}

/** Counts that were being typed when the round closed: in no tally, but not lost either. */
export function byHandLeft(page) {
  const { view, framework, words, desk, byHandDrafts } = page;
  const left = byHandDrafts.leftOf(view, cellsOf(page));
  if (!left.length) return nothing;
  const t = words.trainer.hands;
  return html`<div class="notice notice-warn by-hand-left">
    <p>${t.left}</p>
    ${left.map(({ cell, draft }) => html`<p>${left.length > 1 ? html`<strong>${topicName(framework, cell, words.trainer.rows)}</strong> ` : nothing}${tallied(cell, payloadOf(draft), page)}</p>`)}
    ${button({
      desk, key: 'discard', text: t.discard,
      act: () => {
        for (const { cell } of left) byHandDrafts.discard(cell);
        desk.changed();
        goToStep();
      },
    })}
  </div>`;
}

const sectorName = (key, framework, t) =>
  framework.sectors.find((sector) => sector.key === key)?.name ?? t.unknown;

function entered(cell, draft, page, t) {
  const { view, framework, words, desk, actions } = page;
  const here = handsIn(view, cell);
  if (!here.length) return nothing;
  return html`<div>
    <h3>${t.entered}</h3>
    <ul class="by-hand-list">
      ${here.map((each) => {
        const sector = sectorName(each.sector, framework, t);
        const about = (action) => fill(t.about, { action, sector });
        return html`<li class="by-hand-entry">
          <span class="by-hand-words"><strong>${sector}</strong> ${tallied(cell, each, page)}</span>
          ${button({
            desk, key: 'by-hand', text: t.correct, label: about(t.correct),
            act: () => {
              takeUp(draft, each);
              desk.changed();
              document.getElementById('by-hand-0').focus();
            },
          })}
          ${button({
            desk, key: `take-back:${each.sector}`, text: t.take_back, label: about(t.take_back), kind: 'plain',
            act: () => actions.takeHandsBack(each, sector, draft),
          })}
        </li>`;
      })}
    </ul>
  </div>`;
}

function tallied(cell, { counts, cant_say, answered }, page) {
  const { framework, words } = page;
  const given = scaleOf(framework, cell).filter(({ place }) => counts[place]);
  return html`<span class="by-hand-counts">
    ${given.map(
      (place) => html`<span class="rated">${chipOf(place.place, scaleOf(framework, cell))}
        <span>× ${counts[place.place]} <span class="visually-hidden">${place.said}</span></span></span>`,
    )}
    ${cant_say
      ? html`<span class="rated"><span class="chip level-none" aria-hidden="true">?</span>
          <span>× ${cant_say} <span class="visually-hidden">${words.common.cant_say}</span></span></span>`
      : nothing}
    ${answered ? html`<span>${counted(words.trainer.rows.people, answered)}</span>` : nothing}
  </span>`;
}

function form(cell, draft, page, t) {
  const { view, framework, words, desk, actions } = page;
  const places = scaleOf(framework, cell);
  const { cant_say: cantSay, most, kind } = columnOf(framework, cell);
  const rows = words.trainer.rows;
  const known = handsIn(view, cell).some(({ sector }) => sector === draft.sector);
  return html`<form class="stack" novalidate data-about=${cell} aria-labelledby="by-hand-title" @submit=${(event) => {
    event.preventDefault();
    const errors = errorsIn(cell, draft, event.target, page);
    if (errors.length) desk.refuse('by-hand', errors);
    else actions.enterHands(payloadOf(draft), () => onwards(cell, page));
  }}>
    ${problems(page, 'by-hand')}
    <fieldset class="field" id="by-hand-counts" aria-describedby=${describedBy(desk, 'by-hand-counts')}>
      <legend>${kindOf(framework, cell).legend(t, rows)}</legend>
      ${most > 1 ? html`<p class="hint">${fill(rows.hand_most, { most })}</p>` : nothing}
      ${fieldError(desk, 'by-hand-counts')}
      <div class="by-hand-fields is-${kind}">
        ${places.map((place) =>
          number(page, place.place, html`${chipOf(place.place, places)} <span>${besideOf(place.place, places)}</span>`,
            draft.counts[place.place], (text) => (draft.counts[place.place] = text)),
        )}
        ${cantSay
          ? number(page, 'cant-say', html`<span class="chip level-none" aria-hidden="true">?</span> ${words.common.cant_say}`,
              draft.cantSay, (text) => (draft.cantSay = text))
          : nothing}
        ${most > 1
          ? number(page, 'answered', html`<span class="chip level-none" aria-hidden="true">=</span> <strong>${rows.hand_people}</strong>`,
              draft.people, (text) => (draft.people = text))
          : nothing}
      </div>
    </fieldset>
    <div class="field">
      <label for="by-hand-sector">${t.sector}</label>
      <p class="hint" id="by-hand-sector-hint">${t.sector_hint}</p>
      <select id="by-hand-sector" aria-describedby="by-hand-sector-hint" @change=${(event) => {
        draft.sector = event.target.value;
        desk.changed();
      }}>
        <option value="" .selected=${asIs(draft.sector === '')}>${t.unknown}</option>
        ${framework.sectors.map(
          ({ key, name }) => html`<option value=${key} .selected=${asIs(draft.sector === key)}>${name}</option>`,
        )}
      </select>
    </div>
    ${known ? html`<p class="hint">${fill(t.replaces, { sector: sectorName(draft.sector, framework, t) })}</p>` : nothing}
    <button class="button button-quiet" aria-disabled=${desk.isBusy('by-hand') ? 'true' : nothing}>
      ${known ? t.replace : t.add}
    </button>
  </form>`;
}

// Row after row from one pile of paper: once one is entered, the next is in the form.
function onwards(cell, page) {
  const { view, desk, byHandDrafts } = page;
  const cells = cellsOf(page);
  const next = cells[cells.indexOf(cell) + 1];
  if (!next) return;
  const { sector } = draftOf(cell, page);
  byHandDrafts.choose(view.domain, next);
  draftOf(next, page).sector ||= sector;
  desk.changed();
  document.getElementById('by-hand-0')?.focus();
}

// A number field says nothing of what it can't read, "2e" for one: that is no 0.
function errorsIn(cell, draft, form, { boot, framework, words }) {
  const most = boot.limits.by_hand;
  const t = words.trainer.hands;
  const places = scaleOf(framework, cell);
  const labels = { 'cant-say': words.common.cant_say, answered: words.trainer.rows.hand_people };
  const keys = [...places.map(({ place }) => place), 'answered', 'cant-say'].filter((key) => form.elements[`by-hand-${key}`]);
  const wrong = wrongIn(draft, most);
  const errors = keys
    .filter((key) => wrong.includes(key) || form.elements[`by-hand-${key}`].validity.badInput)
    .map((key) => ({
      field: `by-hand-${key}`,
      label: labels[key] ?? places[key].said,
      sentence: fill(t.whole, { most }),
    }));
  if (errors.length || !isEmpty(draft)) return errors;
  return [{ field: 'by-hand-counts', sentence: t.empty }];
}

function number({ boot, desk }, key, label, value, write) {
  const id = `by-hand-${key}`;
  return html`<label class="by-hand-field" for=${id}>${label}
    <input class="input" id=${id} name=${id} type="number" inputmode="numeric" min="0" max=${boot.limits.by_hand} step="1" placeholder="0"
      aria-invalid=${invalid(desk, id)} aria-describedby=${describedBy(desk, id)}
      .value=${asIs(value)} @input=${(event) => write(event.target.value)} />
    ${fieldError(desk, id)}</label>`;
}
