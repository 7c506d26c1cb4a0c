// What the room rated: the bars, the talk about them, the ruling as a stamp, the closing profile.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { keyed } from '../../vendor/lit-html/directives/keyed.js';
import { domainOf } from '../boot.js';
import { countdown, countdownView } from '../timer.js';
import { profile } from '../profile.js';
import { stamp } from '../stamp.js';
import { domainHead } from './open.js';
import { smallTowers, towers } from './towers.js';

export function result(at) {
  const { framework, view, words } = at;
  const last = view.rounds.at(-1);
  const earlier = view.rounds.slice(0, -1).slice(-2);
  const beside = view.ruling || view.phase === 'discussion' || earlier.length;
  return html`<div class="result ${beside ? 'has-side' : ''}" data-phase=${view.phase}>
    ${domainHead(domainOf(framework, view.domain), last.number, words.common)}
    <div class="result-main">
      ${towers(last, framework.levels, words.common)}
      <p class="result-cant-say">${words.common.cant_say}: <strong>${last.cant_say}</strong></p>
    </div>
    <div class="result-side" ?hidden=${!beside}>
      ${view.ruling
        ? keyed(view.domain, html`<div class="result-stamp">${stamp(view.ruling, framework.levels, words)}</div>`)
        : nothing}
      ${view.phase === 'discussion' ? talk(at) : nothing}
      ${earlier.length ? before(earlier, at) : nothing}
    </div>
  </div>`;
}

function talk({ view, left, words, room }) {
  const timer = countdown(view.timer, left);
  return html`<section class="talk">
    <h2>${room.discussion}</h2>
    <ul class="talk-prompts">${room.discussion_prompts.map((prompt) => html`<li>${prompt}</li>`)}</ul>
    ${timer ? countdownView(timer, { left: words.common.time_left, over: room.discussion_over }) : nothing}
  </section>`;
}

function before(rounds, { framework, words, room }) {
  return html`<section class="earlier">
    <h2>${room.earlier}</h2>
    <div class="earlier-rounds">
      ${rounds.map((round) => smallTowers(round, framework.levels, words.common))}
    </div>
  </section>`;
}

export function finished({ framework, view, words, room }) {
  return html`<div class="closing">
    <div class="closing-head">
      <h1>${room.closing}</h1>
      <p class="closing-thanks">${room.thanks}</p>
    </div>
    ${profile({ framework, progress: view.progress, words, ruling: room.ruling })}
    <p class="closing-credit">${framework.credit}</p>
  </div>`;
}
