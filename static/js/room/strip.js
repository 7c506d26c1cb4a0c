// Progress over all domains: one cell each, with its rating once it is ruled.
import { html } from '../../vendor/lit-html/lit-html.js';
import { chip, levelClass } from '../charts/levels.js';
import { decisionLine } from '../charts/decision.js';

export function strip({ framework, view, words }) {
  const byKey = new Map(view.progress.map((entry) => [entry.domain, entry]));
  return html`<ol class="strip" aria-label=${words.common.progress}>
    ${framework.domains.map((domain) => cell(domain, byKey.get(domain.key), view, framework.levels, words))}
  </ol>`;
}

function cell(domain, { ruling, status }, view, levels, words) {
  const current = domain.key === view.domain;
  return html`<li class="strip-cell is-${status} ${levelClass(ruling?.rating, levels.length)} ${current ? 'is-current' : ''}"
    aria-current=${current ? 'step' : 'false'}>
    ${ruling
      ? chip(ruling.rating, levels.length)
      : html`<span class="strip-letter" aria-hidden="true">${domain.letter}</span>`}
    <span class="strip-name">${domain.short}</span>
    <span class="visually-hidden"
      >${ruling ? decisionLine(ruling, levels, words) : words.common.domain_status[status]}</span
    >
  </li>`;
}
