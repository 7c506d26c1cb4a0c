// The rail of what can be opened: where each stands, with one button on the next; all else that can be done with it is
// folded under its name, and under what asks about several rows each of these by itself.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { lookOf, markOf as markIn } from '../charts/answers.js';
import { decisionLine, statusSaid } from '../charts/decision.js';
import { cellOf, isSeveral, placesOf, topicOf } from '../lib/instrument.js';
import { told } from '../lib/news.js';
import { fill } from '../lib/words.js';
import { areDomains } from './kinds/index.js';
import { aheadIn } from './ahead.js';
import { namingLater } from './naming.js';
import { button } from './parts.js';
import { farIn, farSaid, rowsIn, topicName } from './topics.js';

export function domainList(page) {
  const { framework, view, words } = page;
  const t = words.trainer.domains;
  const rated = new Set(told(view).map(({ domain }) => domain));
  const isAll = view.phase !== 'finished' || rated.size === view.progress.length;
  const topics = isAll ? framework.topics : framework.topics.filter(({ cells }) => cells.some((key) => rated.has(key)));
  return html`<section class="panel desk-rail" aria-labelledby="domains-title">
    <h2 id="domains-title" tabindex="-1">${areDomains(framework) ? t.title : words.trainer.rows.agenda}</h2>
    ${isAll || topics.length ? nothing : html`<p class="soft">${t.none_rated}</p>`}
    <ol class="rail-list">
      ${topics.map((topic) => (isSeveral(framework, topic.key) ? ofSeveral(topic, page) : ofCell(topic.key, page)))}
    </ol>
    ${namingLater(page)}
  </section>`;
}

function ofCell(key, page) {
  const { view, framework, words } = page;
  const domain = cellOf(framework, key);
  const { status, ruling } = progressOf(key, view);
  const isNext = key === view.next_domain;
  return item(
    {
      key,
      mark: html`<span class="letter ${ruling ? lookOf(ruling.rating, placesOf(framework, key)) : `letter-${status}`}"
        aria-hidden="true">${ruling ? markOf(key, ruling, framework) : domain.letter || framework.domains.indexOf(domain) + 1}</span>`,
      name: domain.short,
      said: ruling ? decisionLine(ruling, placesOf(framework, key), words) : statusSaid(status, placesOf(framework, key), words),
      choices: choicesOf(key, status, isNext, page),
      next: isNext ? openNext(key, status, page) : [],
    },
    page,
  );
}

const progressOf = (key, view) => view.progress.find(({ domain }) => domain === key) ?? { status: 'waiting', ruling: null };

function markOf(key, { rating }, framework) {
  return Array.isArray(rating) ? '✓' : markIn(rating, placesOf(framework, key));
}

function ofSeveral(topic, page) {
  const { view, framework, words } = page;
  const t = words.trainer.rows;
  const { key } = topic;
  const far = farIn(framework, topic, view.progress);
  const isNext = key === view.next_domain;
  return item(
    {
      key,
      mark: html`<span class="letter letter-${far.left || far.status === 'answered' || far.status === 'waiting' ? far.status : 'ruled'}" aria-hidden="true"
        >${far.status === 'ruled' || far.status === 'answered' ? '✓' : rowsIn(framework, topic)}</span>`,
      name: topicName(framework, key, t),
      said: farSaid(far, t),
      choices: choicesOf(key, far.status, isNext, page),
      next: isNext ? openNext(key, far.status, page) : [],
      more: html`<details class="rail-cells">
        <summary>${t.one_by_one}${topic.copy ? html`<span class="visually-hidden">: ${topicName(framework, key, t)}</span>` : nothing}</summary>
        <ul class="rail-sublist">${topic.cells.map((cell) => subItem(cell, page))}</ul>
      </details>`,
    },
    page,
  );
}

function subItem(key, page) {
  const { view, framework, words } = page;
  const { status, ruling } = progressOf(key, view);
  const domain = cellOf(framework, key);
  const isCurrent = key === view.domain;
  const choices = choicesOf(key, status, false, page);
  const said = ruling ? decisionLine(ruling, placesOf(framework, key), words) : statusSaid(status, placesOf(framework, key), words);
  const name = html`<span class="domain-name">${domain.short}</span>
    <span class="domain-status">${said} ${isCurrent ? html`<span class="badge">${words.trainer.domains.on_screen}</span>` : nothing}</span>`;
  return html`<li class="rail-sub ${isCurrent ? 'is-current' : ''}" aria-current=${isCurrent ? 'true' : 'false'}>${named(key, name, choices)}</li>`;
}

function item({ key, mark, name, said, choices, next, more = nothing }, page) {
  const { view, words } = page;
  const isCurrent = key === view.domain;
  const shown = html`<span class="domain-name">${name}</span>
    <span class="domain-status">
      ${said}
      ${isCurrent ? html`<span class="badge">${words.trainer.domains.on_screen}</span>` : nothing}
    </span>`;
  return html`<li class="rail-item ${isCurrent ? 'is-current' : ''} ${next.length ? 'is-next' : ''}" aria-current=${isCurrent ? 'true' : 'false'}>
    ${mark} ${named(key, shown, choices)} ${next} ${more}
  </li>`;
}

const named = (key, name, choices) =>
  choices.length
    ? html`<details class="rail-menu">
        <summary class="rail-name" id="domain-${key}">${name}</summary>
        <div class="row">${choices}</div>
      </details>`
    : html`<div class="rail-name" id="domain-${key}" tabindex="-1">${name}</div>`;

function offer(key, { command, name, text, act, kind }, { desk, framework, words }) {
  if (!desk.may(command)) return [];
  const about = topicName(framework, key, words.trainer.rows);
  return [button({ desk, key: `${name}:${key}`, text, act, kind, label: fill(words.trainer.domains.about, { action: text, domain: about }) })];
}

/** On the next one: open a round, or go back to what was rated in it. */
function openNext(key, status, page) {
  const { words, actions } = page;
  const t = words.trainer.domains;
  return status === 'waiting'
    ? offer(key, { command: 'open_round', name: 'open', text: t.open, act: () => actions.openRound(key) }, page)
    : offer(key, { command: 'show_domain', name: 'show', text: t.show, act: () => actions.showDomain(key) }, page);
}

function choicesOf(key, status, isNext, page) {
  const { view, framework, words, actions } = page;
  const t = words.trainer.domains;
  const isCurrent = key === view.domain;
  const isCell = Boolean(cellOf(framework, key));
  const isOfAll = topicOf(framework, key).cells.length > 1;
  const open = { command: 'open_round', name: 'open', act: () => actions.openRound(key) };
  const show = { command: 'show_domain', name: 'show', text: t.show, act: () => actions.showDomain(key) };
  const ahead = { command: 'reveal_ahead', name: 'ahead', text: t.ahead, act: () => actions.revealAhead(key) };
  const reopen = { command: 'reopen_ruling', name: 'reopen', text: t.reopen, act: () => actions.reopenRuling(key) };
  return [
    ...(status === 'waiting' && !isNext ? offer(key, { ...open, text: t.open }, page) : []),
    ...(aheadIn(view, key)?.may_show ? offer(key, ahead, page) : []),
    ...(status === 'rated' || status === 'answered' ? offer(key, { ...open, text: isOfAll ? words.trainer.rows.again : t.again }, page) : []),
    ...(status !== 'open' && !isCurrent && !(isNext && status === 'rated') ? offer(key, show, page) : []),
    ...(isCell && (status === 'ruled' || status === 'unresolved') ? offer(key, reopen, page) : []),
  ];
}
