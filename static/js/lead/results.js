// The results page: what was agreed, how it came about, and what can be taken away.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { profile } from '../charts/profile.js';
import { methodInFull } from '../charts/decision.js';
import { counted, dated, fill } from '../lib/words.js';
import { anySides, domainResult } from './domain.js';

/** The whole page, as the workshop stands; what the template holds is for browsers without script. */
export function results(page) {
  const { view, framework, words, live } = page;
  const t = words.lead;
  const byKey = new Map(view.domains.map((entry) => [entry.domain, entry]));
  return html`
    ${live.freshness === 'stale' ? html`<p class="banner">${words.status.stale}</p>` : nothing}
    ${head(page, t)}
    <section class="panel" aria-labelledby="profile">
      <h2 id="profile">${t.profile}</h2>
      ${profile({ framework, progress: view.progress, words, ruling: t.ruling, how: methodInFull })}
    </section>
    ${downloads(page, t)}
    <section aria-labelledby="domain-results" class="stack">
      <h2 id="domain-results">${t.story}</h2>
      ${rated(view) && !anySides(view)
        ? html`<p class="soft"><strong>${words.common.groups.title}:</strong> ${words.common.groups.hidden}</p>`
        : nothing}
      ${framework.domains.map((domain) => domainResult(byKey.get(domain.key), domain, page))}
    </section>
    <footer class="lead-foot"><p class="hint">${framework.credit}</p></footer>
  `;
}

const rated = ({ domains }) => domains.some(({ rounds }) => rounds.length);

function head({ view, words }, t) {
  const { title, area, kind, date: day } = view.workshop;
  return html`<header class="lead-head">
    <p class="eyebrow">${t.heading}</p>
    <h1>${title || area}</h1>
    <p class="lead">${[title ? area : '', words.common.kinds[kind], dated(day, 'day')].filter(Boolean).join(' · ')}</p>
    ${view.finished_at
      ? html`<p><span class="badge">${fill(t.finished, { time: dated(view.finished_at, 'moment') })}</span></p>`
      : html`<p class="lead-live">
          <span class="badge">${t.live}</span> <span class="lead-follows">${t.live_more}</span>
        </p>`}
    <p class="soft">${view.finished_at ? counted(t.people_ever, view.people.ever) : fill(t.people, view.people)}</p>
  </header>`;
}

function downloads({ boot, live }, t) {
  return html`<section class="panel downloads" aria-labelledby="downloads">
    <h2 id="downloads">${t.downloads}</h2>
    ${live.freshness === 'stale' ? html`<p class="hint">${t.downloads_stale}</p>` : nothing}
    <p class="hint">${t.downloads_hint}</p>
    <ul class="row">
      ${Object.entries(t.files).map(
        ([file, name]) => html`<li><a class="button button-quiet" href="/results/${boot.workshop}/${file}" download>${name}</a></li>`,
      )}
      <li><button type="button" class="button button-quiet" @click=${() => window.print()}>${t.print}</button></li>
    </ul>
  </section>`;
}
