// What phones sent as reasons, by the rating they explain; a trainer chooses what the room sees.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { repeat } from '../../vendor/lit-html/directives/repeat.js';
import { lookOf } from '../charts/answers.js';
import { ratingName } from '../charts/reasons.js';
import { domainOf, fill, roundText } from '../lib/words.js';
import { button, folding } from './parts.js';
import { rowName, scaleOf } from './topics.js';

export function givenReasons(page) {
  const { view, words } = page;
  const t = words.trainer.voices;
  if (!view.rounds.length && !view.cells.some(({ last }) => last)) return nothing;
  if (!view.reasons.length && view.reasons_for === null) return nothing;
  return html`<section class="given" aria-labelledby="given-title">
    <h3 id="given-title" tabindex="-1">${t.title}</h3>
    <p class="hint">${view.reasons.length ? t.hint : t.none}</p>
    ${view.cells.length
      ? view.cells.map((cell) => ofCell(cell, page))
      : [...view.rounds].reverse().map((round) => ofRound(round, page))}
  </section>`;
}

// Of several rows, what was written about each.
function ofCell({ domain }, page) {
  const { view, framework } = page;
  const given = view.reasons.filter((reason) => reason.domain === domain);
  if (!given.length) return nothing;
  return html`<h4>${rowName(framework, domain)}</h4>
    ${byRating(domain, given, page)}`;
}

function ofRound(round, page) {
  const { view, words } = page;
  const given = view.reasons.filter((reason) => reason.round === round.id);
  if (!given.length) return nothing;
  return html`
    ${view.rounds.length > 1 ? html`<h4>${roundText(words.common, 'round_number', round)}</h4>` : nothing}
    ${byRating(view.domain, given, page)}
  `;
}

function byRating(domain, given, page) {
  const scale = scaleOf(page.framework, domain);
  return [...scale.map(({ place }) => place), null].map((rating) =>
    ofRating(rating, scale, given.filter((reason) => explains(reason, rating)), page),
  );
}

// Of an answer of several places, under the first of them.
const explains = ({ rating: given }, rating) => (Array.isArray(given) ? given[0] : given) === rating;

function ofRating(rating, scale, given, page) {
  const { words } = page;
  if (!given.length) return nothing;
  return html`<div class="given-of ${lookOf(rating, scale)}">
    <p class="given-rating">${ratingName(rating, scale, words.common)}</p>
    <ul class="given-list">${repeat(given, ({ id }) => id, (reason) => givenReason(reason, page))}</ul>
  </div>`;
}

function givenReason(reason, page) {
  const { words, desk, actions } = page;
  const t = words.trainer.voices;
  const { id, text } = reason;
  return html`<li class="given-reason">
    <blockquote>${text}</blockquote>
    <span class="row">${reason.shown
      ? html`<span class="badge is-rated">${t.shown}</span>`
      : desk.may('show_reason')
        ? button({
            desk,
            key: `reason:${id}`,
            text: t.show,
            label: fill(t.about, { action: t.show, text }),
            act: () => actions.showing.reason(reason),
          })
        : nothing}
    ${takeDown('given', reason, page)}</span>
  </li>`;
}

function takeDown(place, reason, { words, desk, actions }) {
  const t = words.trainer.voices;
  const { id, text } = reason;
  if (!desk.may('withdraw_reason')) return nothing;
  return button({
    desk,
    key: `withdraw:${id}`,
    text: t.withdraw,
    label: fill(t.about, { action: t.withdraw, text }),
    kind: 'plain',
    act: () => actions.showing.withdraw(place, reason),
  });
}

/** Every reason that was shown and stands in the record, to take down at any time, also afterwards. */
export function shownReasons(page) {
  const { view, framework, words } = page;
  const t = words.trainer.voices;
  const told = view.domains.filter(({ reasons }) => reasons.length);
  if (!told.length) return nothing;
  return folding(
    'reasons',
    html`${t.all_shown} <span class="soft">${told.reduce((sum, { reasons }) => sum + reasons.length, 0)}</span>`,
    html`<p class="hint">${t.all_shown_hint}</p>
      ${told.map(({ domain, reasons }) => html`<h3>${domainOf(framework, domain).short}</h3>
        <ul class="given-list">${repeat(reasons, ({ id }) => id, (reason) => html`<li class="given-reason">
          <blockquote>${reason.text}</blockquote> ${takeDown('reasons', reason, page)}
        </li>`)}</ul>`)}`,
  );
}
