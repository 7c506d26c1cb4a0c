// The rail of domains: where each stands, with one button on the next; all else that can be done with a domain is
// folded under its name.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { levelClass } from '../charts/levels.js';
import { decisionLine } from '../charts/decision.js';
import { fill } from '../lib/words.js';
import { aheadIn } from './ahead.js';
import { button } from './parts.js';

export function domainList(page) {
  const { view, framework, words } = page;
  const t = words.trainer.domains;
  const byKey = new Map(view.progress.map((entry) => [entry.domain, entry]));
  return html`<section class="panel desk-rail" aria-labelledby="domains-title">
    <h2 id="domains-title" tabindex="-1">${t.title}</h2>
    <ol class="rail-list">
      ${framework.domains.map((domain) => item(domain, byKey.get(domain.key), page))}
    </ol>
  </section>`;
}

function item(domain, { status, ruling }, page) {
  const { view, framework, words } = page;
  const isCurrent = domain.key === view.domain;
  const look = ruling ? levelClass(ruling.rating, framework.levels.length) : `letter-${status}`;
  const choices = choicesOf(domain, status, isCurrent, page);
  const name = html`<span class="domain-name">${domain.short}</span>
    <span class="domain-status">
      ${ruling ? decisionLine(ruling, framework.levels, words) : words.common.domain_status[status]}
      ${isCurrent ? html`<span class="badge">${words.trainer.domains.on_screen}</span>` : nothing}
    </span>`;
  const next = domain.key === view.next_domain ? openNext(domain, status, page) : [];
  return html`<li class="rail-item ${isCurrent ? 'is-current' : ''} ${next.length ? 'is-next' : ''}" aria-current=${isCurrent ? 'true' : 'false'}>
    <span class="letter ${look}" aria-hidden="true">${ruling ? (ruling.rating ?? '–') : domain.letter}</span>
    ${choices.length
      ? html`<details class="rail-menu">
          <summary class="rail-name" id="domain-${domain.key}">${name}</summary>
          <div class="row">${choices}</div>
        </details>`
      : html`<div class="rail-name" id="domain-${domain.key}" tabindex="-1">${name}</div>`}
    ${next}
  </li>`;
}

function offer({ key, short }, { command, name, text, act, kind }, { desk, words }) {
  if (!desk.may(command)) return [];
  return [button({ desk, key: `${name}:${key}`, text, act, kind, label: fill(words.trainer.domains.about, { action: text, domain: short }) })];
}

/** On the next domain: open a round, or go back to what was rated in it. */
function openNext(domain, status, page) {
  const { words, actions } = page;
  const t = words.trainer.domains;
  const { key } = domain;
  return status === 'waiting'
    ? offer(domain, { command: 'open_round', name: 'open', text: t.open, act: () => actions.openRound(key) }, page)
    : offer(domain, { command: 'show_domain', name: 'show', text: t.show, act: () => actions.showDomain(key) }, page);
}

function choicesOf(domain, status, isCurrent, page) {
  const { view, words, actions } = page;
  const t = words.trainer.domains;
  const { key } = domain;
  const isNext = key === view.next_domain;
  const open = { command: 'open_round', name: 'open', act: () => actions.openRound(key) };
  const show = { command: 'show_domain', name: 'show', text: t.show, act: () => actions.showDomain(key) };
  const ahead = { command: 'reveal_ahead', name: 'ahead', text: t.ahead, act: () => actions.revealAhead(key) };
  const reopen = { command: 'reopen_ruling', name: 'reopen', text: t.reopen, act: () => actions.reopenRuling(key) };
  return [
    ...(status === 'waiting' && !isNext ? offer(domain, { ...open, text: t.open }, page) : []),
    ...(aheadIn(view, key)?.may_show ? offer(domain, ahead, page) : []),
    ...(status === 'rated' ? offer(domain, { ...open, text: t.again }, page) : []),
    ...(status !== 'open' && !isCurrent && !(isNext && status === 'rated') ? offer(domain, show, page) : []),
    ...(status === 'ruled' || status === 'unresolved' ? offer(domain, reopen, page) : []),
  ];
}
