// The form for a decision: only the methods that the rules allow now, nothing chosen beforehand but what
// the rules themselves propose.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { live as asIs } from '../../vendor/lit-html/directives/live.js';
import { besideOf, chipOf, markOf } from '../charts/answers.js';
import { kindOf as lookOfKind } from '../charts/kinds/index.js';
import { columnOf, labelOf } from '../lib/instrument.js';
import { fill, language } from '../lib/words.js';
import { doubt, isChosen, missing, toggled } from './draft.js';
import { isNamed, lengthOf, tooLong } from './forms.js';
import { kindOf } from './kinds/index.js';
import { describedBy, fieldError, invalid, problems } from './parts.js';
import { scaleOf } from './topics.js';

export function rulingForm(page) {
  const { view, boot, words, desk, drafts } = page;
  const t = words.trainer.ruling;
  const draft = drafts.for(view);
  const option = view.options.find(({ method }) => method === draft.method);
  return html`<form class="ruling stack" id="ruling" data-about=${view.domain} aria-labelledby="ruling-form" novalidate
    @submit=${(event) => submit(event, page)}>
    <h3 id="ruling-form" tabindex="-1">${t.title}</h3>
    ${problems(page, 'ruling')}
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
    ${option ? inDoubt(option, draft, page) : nothing}
    <button class="button" aria-disabled=${desk.isBusy('ruling') ? 'true' : nothing}
      aria-describedby=${doubtOf(draft, page) ? 'ruling-doubt' : nothing}>${t.submit}</button>
  </form>`;
}

function methodChoice({ method, proposed }, draft, page) {
  const { view, framework, words, desk, drafts } = page;
  const last = view.rounds.at(-1);
  const values = { votes: Math.max(...last.counts), ratings: last.ratings, answer: labelOf(framework, view.domain, proposed) };
  const explain = kindOf(framework, view.domain).explain(words.trainer)[method];
  return html`<label class="choice">
    <input type="radio" name="method" value=${method} .checked=${asIs(draft.method === method)}
      aria-labelledby="method-${method}" aria-describedby="method-${method}-more"
      @change=${() => {
        drafts.choose(view, method);
        desk.dismiss(); // another method needs other things
        tell(page);
      }} />
    <span><strong id="method-${method}">${words.common.method_names[method]}</strong>
      <span class="choice-more" id="method-${method}-more">${fill(explain, values)}</span></span>
  </label>`;
}

// Several places are ticked, one is chosen; what the method leaves no choice about is only said.
function ratingChoice(option, draft, page) {
  const { view, framework, words, desk } = page;
  const t = words.trainer;
  const kind = kindOf(framework, view.domain);
  const { most } = option;
  const scale = scaleOf(framework, view.domain);
  return html`<fieldset class="field ratings is-${columnOf(framework, view.domain).kind}" id="ruling-rating" aria-describedby=${describedBy(desk, 'ruling-rating')}>
    <legend>${kind.which(t.ruling, t.rows)}</legend>
    ${most > 1 ? html`<p class="hint">${fill(t.rows.hand_most, { most })}</p>` : nothing}
    ${fieldError(desk, 'ruling-rating')}
    ${option.ratings.map(
      (place) => html`<label class="choice">
        <input type=${most > 1 ? 'checkbox' : 'radio'} name="rating" value=${place} .checked=${asIs(isChosen(draft, place))}
          @change=${(event) => {
            draft.rating = most > 1 ? toggled(draft.rating, place, event.target.checked) : place;
            desk.changed();
            tell(page);
          }} />
        ${chipOf(place, scale)}
        <span>${besideOf(place, scale)}
          ${[option.proposed].flat().includes(place) ? html`<span class="choice-more">${t.ruling.proposed}</span>` : nothing}</span>
      </label>`,
    )}
  </fieldset>`;
}

const doubtOf = (draft, { view }) => doubt(draft, view.rounds.at(-1));

function doubtText({ say, tops, rating, ...values }, { view, framework, words }) {
  const scale = scaleOf(framework, view.domain);
  const named = (place) => String(lookOfKind(scale).isSpoken ? markOf(place, scale) : fill(words.trainer.rows.quoted, { answer: scale[place].said }));
  return fill(words.trainer.ruling.doubt[say], { ...values, rating: named(rating), top: list.format(tops.map(named)) });
}

// The last round speaks against it: asked where the decision is recorded, and no more than asked. Its room is there
// from the moment the method is chosen, so that the button stays where it is.
function inDoubt({ method, ratings }, draft, page) {
  if (method !== 'consensus') return nothing;
  const found = doubtOf(draft, page);
  const all = page.view.rounds.at(-1).ratings;
  const room = (say, tops) => html`<p class="notice notice-warn is-room" aria-hidden="true">${doubtText(
    { say, tops, votes: all, ratings: all, rating: 0 }, page,
  )}</p>`;
  return html`<div class="ruling-doubt">
    ${room('tied', ratings)} ${room('largest', [0])}
    ${found ? html`<p class="notice notice-warn" id="ruling-doubt">${doubtText(found, page)}</p>` : nothing}
  </div>`;
}

/** Said by the status region as soon as it is so. */
function tell({ drafts, announcer, ...page }) {
  const found = doubtOf(drafts.for(page.view), page);
  if (found) announcer.tell(doubtText(found, page));
}

// A decision stands under its trainer's name. Trainers who have given none are asked here, and may leave it out.
function ownName(draft, { words, desk }) {
  const t = words.trainer.trainers;
  return html`<div class="field">
    <label for="ruling-name">${t.name}</label>
    <p class="hint" id="ruling-name-hint">${t.name_optional}</p>
    ${fieldError(desk, 'ruling-name')}
    <input class="input" id="ruling-name" autocomplete="name" aria-invalid=${invalid(desk, 'ruling-name')}
      aria-describedby=${describedBy(desk, 'ruling-name', 'ruling-name-hint')}
      .value=${asIs(draft.by)} @input=${(event) => (draft.by = event.target.value)} />
  </div>`;
}

const list = new Intl.ListFormat(language, { type: 'conjunction' });
const MENDS = { method: 'choose_method', rating: 'choose_rating', note: 'give_reason' };

function submit(event, page) {
  event.preventDefault();
  const { view, boot, words, desk, actions, drafts } = page;
  const { limits } = boot;
  const draft = drafts.for(view);
  const errors = missing(draft, view.options).map((lack) => ({
    field: `ruling-${lack}`,
    sentence: words.trainer.ruling[MENDS[lack]],
  }));
  const isLong = (text, limit, field) =>
    lengthOf(text) > limit && errors.push({ field, sentence: tooLong(text, limit, words) });
  isLong(draft.note, limits.note, 'ruling-note');
  if (!isNamed(view, boot.trainer)) isLong(draft.by, limits.name, 'ruling-name');
  if (errors.length) desk.refuse('ruling', errors);
  else actions.recordRuling();
}
