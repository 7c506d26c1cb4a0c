// Progress over all domains: the letters, which take the colours of what was decided; names for the domain in
// hand and the decided ones.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { levelClass } from '../charts/levels.js';
import { decisionLine } from '../charts/decision.js';

export function strip({ framework, view, words }) {
  const byKey = new Map(view.progress.map((entry) => [entry.domain, entry]));
  return html`<ol class="strip" aria-label=${words.common.progress}>
    ${framework.domains.map((domain) => cell(domain, byKey.get(domain.key), view, framework.levels, words))}
  </ol>`;
}

function cell(domain, { ruling, status }, view, levels, words) {
  const current = domain.key === view.domain;
  const isNamed = current || ruling;
  return html`<li class="strip-cell is-${status} ${levelClass(ruling?.rating, levels.length)} ${current ? 'is-current' : ''} ${isNamed ? 'is-named' : ''}"
    aria-current=${current ? 'step' : 'false'}>
    <span class="strip-tile" aria-hidden="true">
      <span class="strip-letter">${domain.letter}</span>
      ${ruling ? html`<span class="strip-rating">${ruling.rating ?? '–'}</span>` : nothing}
    </span>
    <span class="strip-name ${isNamed ? '' : 'visually-hidden'}">${domain.short}</span>
    <span class="visually-hidden"
      >${ruling ? decisionLine(ruling, levels, words) : words.common.domain_status[status]}</span
    >
  </li>`;
}
