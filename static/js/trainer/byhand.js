// Ratings of people without a phone: counted by hand into the open round, listed, corrected.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { chip } from '../charts/levels.js';
import { counted, fill } from '../lib/words.js';
import { button, describedBy, fieldError } from './parts.js';

/** What is being typed, kept through every state that arrives. Touches no page. */
export class ByHandDraft {
  /** The draft for the open round; a new round begins with an empty one. */
  for(round, levels) {
    if (this.round !== round) Object.assign(this, { round, open: this.open ?? false }, empty(levels));
    return this;
  }

  take({ sector, counts, cant_say }) {
    Object.assign(this, { sector, counts: counts.map(String), cantSay: String(cant_say || '') });
    this.counts = this.counts.map((text) => (text === '0' ? '' : text));
  }

  /** Empty it once `payload` is entered; whoever has typed on meanwhile keeps what is there. */
  done(payload) {
    if (JSON.stringify(this.payload) !== JSON.stringify(payload)) return;
    Object.assign(this, empty(payload.counts.length));
  }

  /** As the command wants it. */
  get payload() {
    const { round, sector, counts, cantSay } = this;
    return { round, sector, counts: counts.map(Number), cant_say: Number(cantSay) };
  }

  /** What is still wrong with it, if so `most` may be given of each rating: 'whole', 'empty' or null. */
  lacks(most) {
    const numbers = [...this.counts, this.cantSay].map(Number);
    if (!numbers.every((n) => Number.isInteger(n) && n >= 0 && n <= most)) return 'whole';
    return numbers.some(Boolean) ? null : 'empty';
  }
}

const empty = (levels) => ({ sector: '', counts: Array(levels).fill(''), cantSay: '' });

/** How many ratings are entered by hand so far, "Can't say" among them. */
export const givenByHand = ({ hands }) =>
  hands.reduce((sum, { counts, cant_say }) => sum + counts.reduce((a, b) => a + b, cant_say), 0);

export function byHandForm(page) {
  const { view, framework, words, desk, byHandDraft } = page;
  if (!desk.may('enter_hands')) return nothing;
  const t = words.trainer.hands;
  const draft = byHandDraft.for(view.round.id, framework.levels.length);
  const n = givenByHand(view);
  return html`<details class="by-hand-form" ?open=${draft.open}
    @toggle=${(event) => (draft.open = event.target.open)}>
    <summary id="by-hand-title">${t.title} ${n ? html`<span class="badge">${counted(words.common.by_hand, n)}</span>` : nothing}</summary>
    <div class="stack">
      <p class="hint">${t.lead}</p>
      ${entered(page, t)} ${form(draft, page, t)}
    </div>
  </details>`;
}

const sectorName = (key, framework, t) =>
  framework.sectors.find((sector) => sector.key === key)?.name ?? t.unknown;

function entered(page, t) {
  const { view, framework, words, desk, actions, byHandDraft } = page;
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
              byHandDraft.take(each);
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
  const { view, boot, framework, words, desk, actions } = page;
  const most = boot.limits.by_hand;
  const { levels } = framework;
  const known = view.hands.some(({ sector }) => sector === draft.sector);
  return html`<form class="stack" novalidate data-about=${view.round.id} aria-labelledby="by-hand-title" @submit=${(event) => {
    event.preventDefault();
    // A number field says nothing of what it can't read, "2e" for one: that is no 0.
    const lacks = [...event.target.elements].some(({ validity }) => validity.badInput) ? 'whole' : draft.lacks(most);
    if (lacks) desk.refuse(fill(t[lacks], { most }), 'by-hand-counts');
    else actions.enterHands(draft.payload);
  }}>
    <fieldset class="field" id="by-hand-counts" aria-describedby=${describedBy(desk, 'by-hand-counts')}>
      <legend>${t.counts}</legend>
      ${fieldError(desk, 'by-hand-counts')}
      <div class="by-hand-fields">
        ${levels.map(({ rating, label }) =>
          number(`by-hand-${rating}`, html`${chip(rating, levels.length)} <span><span class="visually-hidden">${rating} </span>${label}</span>`,
            draft.counts[rating], most, (text) => (draft.counts[rating] = text)),
        )}
        ${number('by-hand-cant-say', html`<span class="chip level-none" aria-hidden="true">?</span> ${words.common.cant_say}`,
          draft.cantSay, most, (text) => (draft.cantSay = text))}
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

function number(id, label, value, most, write) {
  return html`<label class="by-hand-field" for=${id}>${label}
    <input class="input" id=${id} type="number" inputmode="numeric" min="0" max=${most} step="1" placeholder="0"
      .value=${asIs(value)} @input=${(event) => write(event.target.value)} /></label>`;
}
