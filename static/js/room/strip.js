// Progress over all domains: the letters, which take the colours of what was decided; names for the domain in
// hand and the decided ones.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { lookOf, markOf } from '../charts/answers.js';
import { decisionLine, statusSaid } from '../charts/decision.js';
import { placesOf } from '../lib/instrument.js';

export function strip({ framework, view, words }) {
  const byKey = new Map(view.progress.map((entry) => [entry.domain, entry]));
  return html`<ol class="strip" aria-label=${words.common.progress}>
    ${besides(framework, view).map((domain, at) => cell(domain, at, byKey.get(domain.key), view, placesOf(framework, domain.key), words))}
  </ol>`;
}

const MOST = 24; // tiles with room for a mark

// Those of the copy in hand; nothing where even these are too many.
function besides({ domains }, view) {
  const here = view.domain && domains.find(({ key }) => key === view.domain);
  const found = here ? domains.filter(({ copy }) => copy === here.copy) : domains;
  return found.length > MOST ? [] : found;
}

function cell(domain, at, { ruling, status }, view, levels, words) {
  const current = domain.key === view.domain;
  const isNamed = current || ruling;
  return html`<li class="strip-cell is-${status} ${lookOf(ruling?.rating, levels)} ${current ? 'is-current' : ''} ${isNamed ? 'is-named' : ''}"
    aria-current=${current ? 'step' : 'false'}>
    <span class="strip-tile" aria-hidden="true">
      <span class="strip-letter">${domain.letter || at + 1}</span>
      ${ruling ? html`<span class="strip-rating">${markOf(ruling.rating, levels)}</span>` : nothing}
    </span>
    <span class="strip-name ${isNamed ? '' : 'visually-hidden'}">${domain.short}</span>
    <span class="visually-hidden"
      >${ruling ? decisionLine(ruling, levels, words) : statusSaid(status, levels, words)}</span
    >
  </li>`;
}
