// A round is open: what is rated, on which scale, and how many have rated.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { countdownFacts, countdownView } from '../lib/timer.js';
import { besideOf, chipOf, lookOf } from '../charts/answers.js';
import { kindOf } from '../charts/kinds/index.js';
import { isFramework } from '../charts/sheet.js';
import { placesOf } from '../lib/instrument.js';
import { domainOf, roundText } from '../lib/words.js';
import { turnout } from './turnout.js';

/** A domain that a trainer shows before its first round. */
export function preview({ framework, view, words }) {
  const domain = domainOf(framework, view.domain);
  return html`<div class="open">
    ${domainHead(domain, null, words.common)}
    ${goldOf(domain, framework, words.common)} ${scale(domain, placesOf(framework, domain.key), words.common)}
    <p class="open-private">${words.room[isFramework(framework) ? 'preview' : 'preview_rows']}</p>
  </div>`;
}

export function open({ framework, view, left, words, room }) {
  const domain = domainOf(framework, view.domain);
  const timer = countdownFacts(view.timer, left);
  return html`<div class="open">
    ${domainHead(domain, view.round.number, words.common)}
    ${goldOf(domain, framework, words.common)} ${scale(domain, placesOf(framework, domain.key), words.common)}
    <div class="open-foot">
      ${turnout(view.turnout, room, words.common)}
      ${timer
        ? countdownView(timer, { left: words.common.time_left, over: words.common.time_up })
        : html`<p class="open-private">${room[isFramework(framework) ? 'private' : 'private_answers']}</p>`}
    </div>
  </div>`;
}

// What it would be at its best, or what is asked where nothing of the kind is said.
const goldOf = (domain, framework, words) =>
  domain.gold
    ? html`<p class="open-gold"><strong>${words.gold}:</strong> ${domain.gold}</p>`
    : html`<p class="open-gold">${framework.question}</p>`;

function scale(domain, levels, words) {
  const { line } = kindOf(levels);
  if (line) return line(levels, words);
  return html`<ol class="open-levels">
    ${levels.map(
      ({ rating }) => html`<li class="open-level ${lookOf(rating, levels)}">
        ${chipOf(rating, levels)}
        <strong class="open-level-name">${besideOf(rating, levels)}</strong>
        <span class="open-level-meaning">${domain.meanings[rating]}</span>
      </li>`,
    )}
  </ol>`;
}

/** The domain's name as the heading of its stage, with the round's number, if there is a round. */
export function domainHead(domain, number, words) {
  return html`<div class="domain-head">
    ${domain.letter ? html`<span class="letter" aria-hidden="true">${domain.letter}</span>` : nothing}
    <h1>${domain.name}</h1>
    ${number === null ? nothing : html`<p class="badge">${roundText(words, 'round_number', { number })}</p>`}
  </div>`;
}
