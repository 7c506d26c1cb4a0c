// The top of the console: which workshop, how many are there, the connection.
import { html } from '../../vendor/lit-html/lit-html.js';
import { fill } from '../lib/words.js';

export function header({ view, live, words, framework }) {
  const t = words.trainer;
  const { title, area, kind } = view.workshop;
  return html`<header class="desk-head">
    <div class="desk-name">
      <h1>${title || area}</h1>
      <p class="soft">${[title ? area : '', words.common.kinds[kind], framework.levels.length ? '' : framework.name].filter(Boolean).join(' · ')}</p>
    </div>
    <dl class="desk-facts">
      <div>
        <dt class="visually-hidden">${t.people.title}</dt>
        <dd>${view.people.joined ? fill(t.people_count, view.people) : t.round.nobody}</dd>
      </div>
      <div>
        <dt class="visually-hidden">${t.connection}</dt>
        <dd class="desk-connection ${live.freshness}">
          <span class="desk-dot" aria-hidden="true"></span>
          ${live.freshness === 'stale' ? t.reconnecting : t.connected}
        </dd>
      </div>
    </dl>
  </header>`;
}
