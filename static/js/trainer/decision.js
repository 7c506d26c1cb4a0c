// The ruling form: only the methods that the rules allow now, nothing chosen beforehand but what
// the rules themselves propose.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { chip } from '../charts/levels.js';
import { fill } from '../lib/words.js';
import { missing } from './draft.js';
import { isNamed, lengthOf, tooLong } from './forms.js';
import { describedBy, fieldError, invalid } from './parts.js';

export function rulingForm(page) {
  const { view, boot, words, desk, drafts } = page;
  const t = words.trainer.ruling;
  const draft = drafts.for(view);
  const option = view.options.find(({ method }) => method === draft.method);
  return html`<form class="ruling stack" id="ruling" data-about=${view.domain} aria-labelledby="ruling-form" novalidate
    @submit=${(event) => submit(event, page)}>
    <h3 id="ruling-form" tabindex="-1">${t.title}</h3>
    <fieldset class="field methods" id="ruling-method" aria-describedby=${describedBy(desk, 'ruling-method')}>
      <legend>${t.method}</legend>
      ${fieldError(desk, 'ruling-method')}
      ${view.options.map((each) => methodChoice(each, draft, page))}
    </fieldset>
    ${option?.ratings.length ? ratingChoice(option, draft, page) : nothing}
    <div class="field">
      <label for="ruling-note">${option?.needs_reason ? t.reason : t.note}</label>
      <p class="hint" id="ruling-note-hint">${t.note_hint}</p>
      ${fieldError(desk, 'ruling-note')}
      <textarea id="ruling-note" rows="2" aria-invalid=${invalid(desk, 'ruling-note')}
        aria-describedby=${describedBy(desk, 'ruling-note', 'ruling-note-hint')}
        .value=${asIs(draft.note)}
        @input=${(event) => (draft.note = event.target.value)}></textarea>
    </div>
    ${isNamed(view, boot.trainer) ? nothing : ownName(draft, page)}
    <button class="button" aria-disabled=${desk.isBusy('ruling') ? 'true' : nothing}>${t.submit}</button>
  </form>`;
}

function methodChoice({ method }, draft, page) {
  const { view, words, desk, drafts } = page;
  const t = words.trainer.ruling;
  const last = view.rounds.at(-1);
  const values = { votes: Math.max(...last.counts), ratings: last.ratings };
  return html`<label class="choice">
    <input type="radio" name="method" value=${method} .checked=${asIs(draft.method === method)}
      aria-labelledby="method-${method}" aria-describedby="method-${method}-more"
      @change=${() => {
        drafts.choose(view, method);
        desk.changed();
      }} />
    <span><strong id="method-${method}">${words.common.method_names[method]}</strong>
      <span class="choice-more" id="method-${method}-more">${fill(t.explain[method], values)}</span></span>
  </label>`;
}

function ratingChoice(option, draft, { framework, words, desk }) {
  const t = words.trainer.ruling;
  return html`<fieldset class="field ratings" id="ruling-rating" aria-describedby=${describedBy(desk, 'ruling-rating')}>
    <legend>${t.rating}</legend>
    ${fieldError(desk, 'ruling-rating')}
    ${option.ratings.map(
      (rating) => html`<label class="choice">
        <input type="radio" name="rating" value=${rating} .checked=${asIs(draft.rating === rating)}
          @change=${() => {
            draft.rating = rating;
            desk.changed();
          }} />
        ${chip(rating, framework.levels.length)}
        <span><span class="visually-hidden">${rating} </span>${framework.levels[rating].label}
          ${option.proposed === rating ? html`<span class="choice-more">${t.proposed}</span>` : nothing}</span>
      </label>`,
    )}
  </fieldset>`;
}

// A ruling stands under its trainer's name: whoever has given none is asked here.
function ownName(draft, { words, desk }) {
  const t = words.trainer.trainers;
  return html`<div class="field">
    <label for="ruling-by">${t.name}</label>
    <p class="hint" id="ruling-by-hint">${t.name_hint}</p>
    ${fieldError(desk, 'ruling-by')}
    <input class="input" id="ruling-by" autocomplete="name" aria-invalid=${invalid(desk, 'ruling-by')}
      aria-describedby=${describedBy(desk, 'ruling-by', 'ruling-by-hint')}
      .value=${asIs(draft.by)} @input=${(event) => (draft.by = event.target.value)} />
  </div>`;
}

const MENDS = { method: 'choose_method', rating: 'choose_rating', note: 'give_reason' };

function submit(event, { view, boot, words, desk, actions, drafts }) {
  event.preventDefault();
  const { limits } = boot;
  const draft = drafts.for(view);
  const lacks = missing(draft, view.options);
  if (!lacks && lengthOf(draft.note) > limits.note) {
    return desk.refuse(tooLong(draft.note, limits.note, words), 'ruling-note');
  }
  if (!lacks && !isNamed(view, boot.trainer)) {
    if (!draft.by.trim()) return desk.refuse(words.trainer.introduction.needed, 'ruling-by');
    if (lengthOf(draft.by) > limits.name) return desk.refuse(tooLong(draft.by, limits.name, words), 'ruling-by');
  }
  if (lacks) desk.refuse(words.trainer.ruling[MENDS[lacks]], `ruling-${lacks}`);
  else actions.recordRuling();
}
