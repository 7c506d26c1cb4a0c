// The ballot: the question, what becomes of the answer, one card per rating and one for "Can't say". A
// real radio group, sent at a touch.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../lib/drawing.js';
import { Keep } from '../lib/keep.js';
import { columnOf } from '../lib/words.js';
import { chip, levelClass } from '../charts/levels.js';

const ARROW_PAUSE = 1500; // ms: arrow keys pass over ratings on the way to the one that is meant
const CANT_SAY = 'cant-say';
const SAVING_KEYS = ['Enter', ' ']; // they send the chosen rating straight away
const meanings = new Keep('cascade.meanings'); // are they unfolded on the cards in this browser?
let isUnfolded = meanings.read();
let byKey = false; // was the last touch of the cards a key that moves the choice?

/** The cards for an open round. `choose(rating, delay)` takes a choice, `hurry` sends one that waits;
 * `above` stands before the cards, `below` after them. */
export function ballot({ round, domain, framework, words, chosen, choose, hurry, above, below }) {
  const { cant_say: maySkip, places: levels } = columnOf(framework, domain.key);
  const shared = { round, chosen };
  // Keyed: the next round's radios are new ones, with nothing selected.
  return keyed(
    round.id,
    html`<fieldset class="ballot" aria-describedby="promise">
      <legend>
        <h1>${domain.name}</h1>
        <span class="question">${framework.question}</span>
      </legend>
      <div class="about">
        ${above}
        <p class="hint" id="promise">${words.attendee.open.private}</p>
        ${domain.meanings.some(Boolean)
          ? html`<details class="fold unfold" ?open=${isUnfolded} @toggle=${unfold}>
              <summary>${words.attendee.meanings}</summary>
            </details>`
          : nothing}
      </div>
      <div
        class="cards"
        @keydown=${({ key }) => {
          byKey = key.startsWith('Arrow');
          if (SAVING_KEYS.includes(key)) hurry();
        }}
        @pointerdown=${() => (byKey = false)}
        @focusout=${({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || hurry()}
        @change=${({ target: { value } }) =>
          choose(value === CANT_SAY ? null : Number(value), byKey ? ARROW_PAUSE : 0)}
      >
        ${levels.map(({ place: rating, label }) =>
          card({
            ...shared,
            rating,
            value: String(rating),
            look: levelClass(rating, levels.length),
            mark: chip(rating, levels.length),
            label: html`<span class="visually-hidden">${rating} </span>${label}`,
            meaning: domain.meanings[rating],
          }),
        )}
        ${maySkip
          ? card({
              ...shared,
              rating: null,
              value: CANT_SAY,
              look: 'level-none',
              mark: html`<span class="chip" aria-hidden="true">?</span>`,
              label: words.common.cant_say,
              meaning: words.attendee.open.cant_say_hint,
            })
          : nothing}
      </div>
      ${below}
    </fieldset>`,
  );
}

function unfold({ target: { open } }) {
  if (open !== Boolean(isUnfolded)) meanings.write((isUnfolded = open));
}

function card({ round, rating, value, look, mark, label, meaning, chosen }) {
  const id = `rate-${round.id}-${value}`;
  return html`<label class="card ${look}">
    <input
      type="radio"
      name="rate-${round.id}"
      value=${value}
      .checked=${chosen === rating}
      aria-labelledby="${id}-label"
      aria-describedby="${id}-meaning"
    />
    ${mark}
    <span class="card-text">
      <strong class="card-label" id="${id}-label">${label}</strong>
      <span class="card-meaning" id="${id}-meaning">${meaning}</span>
    </span>
  </label>`;
}

/** Whether the choice is stored yet, always in sight; the status region tells screen readers. `isAnew`: there
 * was a round before. `goToReason` is null as long as there is no box for a reason. `before` is what the person
 * rated ahead, {said, choose}, to be said again at one press. */
export function saveBar(status, words, isAnew, goToReason, before) {
  const text = words.attendee.open;
  const [said, more] = {
    none: [isAnew ? text.again : text.choose, ''],
    nudged: [words.attendee.nudge.heading, words.attendee.nudge.text],
    held: [text.held, ''],
    saving: [text.saving, ''],
    late: [words.status.not_saved, ''],
    saved: [words.status.saved, ''],
    elsewhere: [words.status.saved, text.stored_elsewhere],
    hidden: [words.status.saved, text.stored_hidden],
  }[status];
  const stored = ['saved', 'elsewhere', 'hidden'].includes(status);
  return html`<div class="save-bar save-${status}">
    <p><strong>${said}${stored ? '.' : ''}</strong> ${more}</p>
    ${stored && goToReason
      ? html`<button class="button button-quiet" type="button" @click=${goToReason}>${words.attendee.reason.go}</button>`
      : before && (status === 'none' || status === 'nudged')
        ? html`<button class="button button-quiet" type="button" @click=${before.choose}>${before.said}</button>`
        : nothing}
  </div>`;
}
