// The top of the console: which workshop, what is going on, the code, the connection.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { codeText } from '../lib/code.js';
import { fill } from '../lib/words.js';
import { copyWayIn, wayInByHand } from './links.js';
import { isCodeOver, phaseName } from './parts.js';
import { breakLine } from './pause.js';

export function header(page) {
  const { view, live, words, boot } = page;
  const t = words.trainer;
  const { title, area, kind } = view.workshop;
  return html`<header class="desk-head">
    <div>
      <h1>${title || area}</h1>
      <p class="soft">${[title ? area : '', words.common.kinds[kind]].filter(Boolean).join(' · ')}</p>
    </div>
    <dl class="desk-facts">
      <div><dt class="visually-hidden">${t.now}</dt><dd><span class="badge">${phaseName(page)}</span></dd></div>
      ${view.break ? html`<div><dt class="visually-hidden">${t.break.title}</dt><dd><span class="badge">${breakLine(page)}</span></dd></div>` : nothing}
      <div>
        <dt>${t.code}</dt>
        <dd>${view.phase === 'finished'
          ? t.code_over
          : html`<strong class="desk-code">${codeText(view.code)}</strong> ${copyWayIn(page)}
              ${isCodeOver(view) ? html`<span class="badge">${t.code_expired}</span>` : nothing}
              ${view.joining_locked ? html`<span class="badge">${t.code_locked}</span>` : nothing}`}</dd>
      </div>
      <div>
        <dt class="visually-hidden">${t.people.title}</dt>
        <dd>${fill(t.people_count, view.people)}</dd>
      </div>
      <div>
        <dt class="visually-hidden">${t.connection}</dt>
        <dd class="desk-connection ${live.freshness}">
          <span class="desk-dot" aria-hidden="true"></span>
          ${live.freshness === 'stale' ? words.trainer.reconnecting : t.connected}
        </dd>
      </div>
    </dl>
    <p class="row desk-links">
      <a class="button button-quiet" href="/room/${boot.workshop}" target="_blank" aria-label="${t.open_room} ${t.new_tab}">${t.open_room}</a>
      <a class="button button-quiet" href="/lead/${boot.workshop}" target="_blank" aria-label="${t.open_results} ${t.new_tab}">${t.open_results}</a>
    </p>
    ${wayInByHand(page)}
    ${boot.only_here ? html`<p class="notice notice-warn desk-notice">${t.only_here}</p>` : nothing}
  </header>`;
}
