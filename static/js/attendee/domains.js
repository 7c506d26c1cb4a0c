// All domains with where each stands; at the end, this list is the profile.
import { html } from '../../vendor/lit-html/lit-html.js';
import { levelClass } from '../charts/levels.js';
import { rulingLine } from '../charts/decision.js';
import { fill } from '../lib/words.js';
import { progressOf } from '../lib/changes.js';

export function domainList({ view, framework, words }, title = words.common.progress) {
  const { levels } = framework;
  return html`<section class="panel" aria-labelledby="domains">
    <h2 id="domains">${title}</h2>
    <p class="soft">${fill(words.common.domains_done, progressOf(view))}</p>
    <ol class="domains">
      ${view.progress.map((entry, index) => item(entry, framework.domains[index], levels, words))}
    </ol>
  </section>`;
}

function item({ status, ruling }, domain, levels, words) {
  const look = ruling ? levelClass(ruling.rating, levels.length) : `letter-${status}`;
  return html`<li>
    <span class="letter ${look}" aria-hidden="true">${ruling ? (ruling.rating ?? '–') : domain.letter}</span>
    <span class="domain-name">${domain.short}</span>
    <span class="domain-status"
      >${ruling ? rulingLine(ruling, levels, words) : words.common.domain_status[status]}</span
    >
  </li>`;
}
