// Ratings of people without a phone: counted by hand into the open round, listed, corrected.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { chip } from '../charts/levels.js';
import { counted, fill } from '../lib/words.js';
import { isEmpty, payloadOf, takeUp, wrongIn } from './handdraft.js';
import { button, describedBy, fieldError, goToStep, invalid, problems } from './parts.js';

/** How many ratings are entered by hand so far, "Can't say" among them. */
export const givenByHand = ({ hands }) =>
  hands.reduce((sum, { counts, cant_say }) => sum + counts.reduce((a, b) => a + b, cant_say), 0);

export function byHandForm(page) {
  const { view, framework, words, desk, byHandDrafts } = page;
  if (!desk.may('enter_hands')) return nothing;
  const t = words.trainer.hands;
  const draft = byHandDrafts.for(view, framework.levels.length);
  const n = givenByHand(view);
  return html`<details class="by-hand-form" ?open=${draft.open}
    @toggle=${(event) => (draft.open = event.target.open)}>
    <summary id="by-hand-title">${t.title} ${n ? html`<span class="badge">${counted(words.common.by_hand, n)}</span>` : nothing}</summary>
    <div class="stack">
      <p class="hint">${t.lead}</p>
      ${entered(draft, page, t)} ${form(draft, page, t)}
    </div>
  </details>`;
}

/** Counts that were being typed when the round closed: in no tally, but not lost either. */
export function byHandLeft({ view, framework, words, desk, byHandDrafts }) {
  const left = byHandDrafts.leftOf(view);
  if (!left) return nothing;
  const t = words.trainer.hands;
  const { sector, ...entry } = payloadOf(left);
  return html`<div class="notice notice-warn by-hand-left">
    <p>${t.left}</p>
    <p>${tallied(entry, framework.levels, words)}</p>
    ${button({
      desk, key: 'discard', text: t.discard,
      act: () => {
        byHandDrafts.discard(view.domain);
        desk.changed();
        goToStep();
      },
    })}
  </div>`;
}

const sectorName = (key, framework, t) =>
  framework.sectors.find((sector) => sector.key === key)?.name ?? t.unknown;

function entered(draft, page, t) {
  const { view, framework, words, desk, actions } = page;
  if (!view.hands.length) return nothing;
  return html`<div>
    <h3>${t.entered}</h3>
    <ul class="by-hand-list">
      ${view.hands.map((each) => {
        const sector = sectorName(each.sector, framework, t);
        const about = (action) => fill(t.about, { action, sector });
        return html`<li class="by-hand-entry">
          <span class="by-hand-words"><strong>${sector}</strong> ${tallied(each, framework.levels, words)}</span>
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
            act: () => actions.takeHandsBack(each.sector, sector),
          })}
        </li>`;
      })}
    </ul>
  </div>`;
}

function tallied({ counts, cant_say }, levels, words) {
  const given = levels.filter(({ rating }) => counts[rating]);
  return html`<span class="by-hand-counts">
    ${given.map(
      ({ rating, label }) => html`<span class="rated">${chip(rating, levels.length)}
        <span>× ${counts[rating]} <span class="visually-hidden">${label}</span></span></span>`,
    )}
    ${cant_say
      ? html`<span class="rated"><span class="chip level-none" aria-hidden="true">?</span>
          <span>× ${cant_say} <span class="visually-hidden">${words.common.cant_say}</span></span></span>`
      : nothing}
  </span>`;
}

function form(draft, page, t) {
  const { view, framework, words, desk, actions } = page;
  const { levels } = framework;
  const known = view.hands.some(({ sector }) => sector === draft.sector);
  return html`<form class="stack" novalidate data-about=${view.domain} aria-labelledby="by-hand-title" @submit=${(event) => {
    event.preventDefault();
    const errors = errorsIn(draft, event.target, page);
    if (errors.length) desk.refuse('by-hand', errors);
    else actions.enterHands(payloadOf(draft));
  }}>
    ${problems(page, 'by-hand')}
    <fieldset class="field" id="by-hand-counts" aria-describedby=${describedBy(desk, 'by-hand-counts')}>
      <legend>${t.counts}</legend>
      ${fieldError(desk, 'by-hand-counts')}
      <div class="by-hand-fields">
        ${levels.map(({ rating, label }) =>
          number(page, rating, html`${chip(rating, levels.length)} <span><span class="visually-hidden">${rating} </span>${label}</span>`,
            draft.counts[rating], (text) => (draft.counts[rating] = text)),
        )}
        ${number(page, 'cant-say', html`<span class="chip level-none" aria-hidden="true">?</span> ${words.common.cant_say}`,
          draft.cantSay, (text) => (draft.cantSay = text))}
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

// A number field says nothing of what it can't read, "2e" for one: that is no 0.
function errorsIn(draft, form, { boot, framework, words }) {
  const most = boot.limits.by_hand;
  const t = words.trainer.hands;
  const keys = [...framework.levels.map(({ rating }) => rating), 'cant-say'];
  const wrong = wrongIn(draft, most);
  const errors = keys
    .filter((key) => wrong.includes(key) || form.elements[`by-hand-${key}`].validity.badInput)
    .map((key) => ({
      field: `by-hand-${key}`,
      label: framework.levels[key]?.label ?? words.common.cant_say,
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
