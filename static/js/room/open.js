// A round is open: what is rated, on which scale, and how many have rated.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { countdownFacts, countdownView } from '../lib/timer.js';
import { chip, levelClass } from '../charts/levels.js';
import { domainOf, roundText } from '../lib/words.js';
import { turnout } from './turnout.js';

/** A domain that a trainer shows before its first round. */
export function preview({ framework, view, words }) {
  const domain = domainOf(framework, view.domain);
  return html`<div class="open">
    ${domainHead(domain, null, words.common)}
    <p class="open-gold"><strong>${words.common.gold}:</strong> ${domain.gold}</p>
    ${scale(domain, framework.levels)}
    <p class="open-private">${words.room.preview}</p>
  </div>`;
}

export function open({ framework, view, left, words, room }) {
  const domain = domainOf(framework, view.domain);
  const timer = countdownFacts(view.timer, left);
  return html`<div class="open">
    ${domainHead(domain, view.round.number, words.common)}
    <p class="open-gold"><strong>${words.common.gold}:</strong> ${domain.gold}</p>
    ${scale(domain, framework.levels)}
    <div class="open-foot">
      ${turnout(view.turnout, room, words.common)}
      ${timer
        ? countdownView(timer, { left: words.common.time_left, over: words.common.time_up })
        : html`<p class="open-private">${room.private}</p>`}
    </div>
  </div>`;
}

function scale(domain, levels) {
  return html`<ol class="open-levels">
    ${levels.map(
      ({ rating, label }) => html`<li class="open-level ${levelClass(rating, levels.length)}">
        ${chip(rating, levels.length)}
        <strong class="open-level-name"><span class="visually-hidden">${rating} </span>${label}</strong>
        <span class="open-level-meaning">${domain.meanings[rating]}</span>
      </li>`,
    )}
  </ol>`;
}

/** The domain's name as the heading of its stage, with the round's number, if there is a round. */
export function domainHead(domain, number, words) {
  return html`<div class="domain-head">
    <span class="letter" aria-hidden="true">${domain.letter}</span>
    <h1>${domain.name}</h1>
    ${number === null ? nothing : html`<p class="badge">${roundText(words, 'round_number', { number })}</p>`}
  </div>`;
}
