// The ruling form: only the methods that the rules allow now, nothing chosen beforehand but what
// the rules themselves propose.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { chip } from '../levels.js';
import { fill } from '../words.js';
import { missing } from './draft.js';
import { describedBy, fieldError, invalid } from './parts.js';

export function rulingForm(page) {
  const { view, words, desk, drafts } = page;
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
      <textarea id="ruling-note" rows="2" maxlength="1000" aria-invalid=${invalid(desk, 'ruling-note')}
        aria-describedby=${describedBy(desk, 'ruling-note', 'ruling-note-hint')}
        .value=${asIs(draft.note)}
        @input=${(event) => (draft.note = event.target.value)}></textarea>
    </div>
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

const MENDS = { method: 'choose_method', rating: 'choose_rating', note: 'give_reason' };

function submit(event, { view, words, desk, actions, drafts }) {
  event.preventDefault();
  const lacks = missing(drafts.for(view), view.options);
  if (lacks) desk.refuse(words.trainer.ruling[MENDS[lacks]], `ruling-${lacks}`);
  else actions.recordRuling();
}
