// The list of domains: where each stands, and what can be done with it now.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { levelClass } from '../charts/levels.js';
import { decisionLine } from '../charts/decision.js';
import { fill } from '../lib/words.js';
import { button } from './parts.js';

export function domainList(page) {
  const { view, framework, words } = page;
  const t = words.trainer.domains;
  const byKey = new Map(view.progress.map((entry) => [entry.domain, entry]));
  return html`<section class="panel" aria-labelledby="domains-title">
    <h2 id="domains-title" tabindex="-1">${t.title}</h2>
    <ol class="domain-list">
      ${framework.domains.map((domain) => item(domain, byKey.get(domain.key), page))}
    </ol>
  </section>`;
}

function item(domain, { status, ruling }, page) {
  const { view, framework, words } = page;
  const current = domain.key === view.domain;
  const look = ruling ? levelClass(ruling.rating, framework.levels.length) : `letter-${status}`;
  return html`<li class="domain-item ${current ? 'is-current' : ''}" aria-current=${current ? 'true' : 'false'}>
    <span class="letter ${look}" aria-hidden="true">${ruling ? (ruling.rating ?? '–') : domain.letter}</span>
    <div class="domain-words">
      <span class="domain-name" id="domain-${domain.key}" tabindex="-1">${domain.short}</span>
      <span class="domain-status">
        ${ruling ? decisionLine(ruling, framework.levels, words) : words.common.domain_status[status]}
        ${current ? html`<span class="badge">${words.trainer.domains.on_screen}</span>` : nothing}
      </span>
    </div>
    <div class="domain-actions">${choices(domain, status, current, page)}</div>
  </li>`;
}

function choices({ key, short }, status, current, { desk, words, actions }) {
  const t = words.trainer.domains;
  const offer = (command, name, text, act, action = text) =>
    desk.may(command)
      ? button({ desk, key: `${name}:${key}`, text, act, label: fill(t.about, { action, domain: short }) })
      : nothing;
  const ruled = status === 'ruled' || status === 'unresolved';
  return html`
    ${status === 'waiting' ? offer('open_round', 'open', t.open_short, () => actions.openRound(key), t.open) : nothing}
    ${status === 'rated' ? offer('open_round', 'open', t.again, () => actions.openRound(key)) : nothing}
    ${status !== 'open' && !current
      ? offer('show_domain', 'show', t.show, () => actions.showDomain(key))
      : nothing}
    ${ruled ? offer('reopen_ruling', 'reopen', t.reopen, () => actions.reopenRuling(key)) : nothing}
  `;
}
