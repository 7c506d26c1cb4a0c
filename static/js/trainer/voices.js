// What phones sent as reasons, by the rating they explain; a trainer chooses what the room sees.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { levelClass } from '../levels.js';
import { ratingName } from '../quotes.js';
import { fill } from '../words.js';
import { button } from './parts.js';

export function voices(page) {
  const { view, words } = page;
  const t = words.trainer.voices;
  if (!view.rounds.length) return nothing;
  if (!view.reasons.length && view.reasons_for === null) return nothing;
  return html`<section class="voices" aria-labelledby="voices-title">
    <h3 id="voices-title" tabindex="-1">${t.title}</h3>
    <p class="hint">${view.reasons.length ? t.hint : t.none}</p>
    ${[...view.rounds].reverse().map((round) => ofRound(round, page))}
  </section>`;
}

function ofRound(round, page) {
  const { view, framework, words } = page;
  const given = view.reasons.filter((reason) => reason.round === round.id);
  if (!given.length) return nothing;
  const ratings = [...framework.levels.map(({ rating }) => rating), null];
  return html`
    ${view.rounds.length > 1 ? html`<h4>${fill(words.common.round_number, round)}</h4>` : nothing}
    ${ratings.map((rating) => ofRating(rating, given.filter((reason) => reason.rating === rating), page))}
  `;
}

function ofRating(rating, given, page) {
  const { framework, words } = page;
  if (!given.length) return nothing;
  return html`<div class="voices-of ${levelClass(rating, framework.levels.length)}">
    <p class="voices-rating">${ratingName(rating, framework.levels, words.common)}</p>
    <ul class="voices-list">${repeat(given, ({ id }) => id, (reason) => voice(reason, page))}</ul>
  </div>`;
}

function voice(reason, { words, desk, actions }) {
  const t = words.trainer.voices;
  const { id, text } = reason;
  return html`<li class="voice">
    <blockquote>${text}</blockquote>
    ${reason.shown
      ? html`<span class="badge is-rated">${t.shown}</span>`
      : desk.may('show_reason')
        ? button({
            desk,
            key: `reason:${id}`,
            text: t.show,
            label: fill(t.about, { action: t.show, text }),
            act: () => actions.showReason(reason),
          })
        : nothing}
  </li>`;
}
