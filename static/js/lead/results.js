// The results page: what was agreed, what can be taken away, how each domain came about, and the figures.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { profile } from '../charts/profile.js';
import { isFramework } from '../charts/sheet.js';
import { methodInFull } from '../charts/decision.js';
import { told } from '../lib/news.js';
import { counted, dated, fill } from '../lib/words.js';
import { whatChanged } from './changed.js';
import { contents } from './contents.js';
import { anySides, domainResult } from './domain.js';
import { sheets, sheetParts, sheetsOf } from './sheets.js';
import { earlierFigures, figures, measured } from './figures.js';
import { finding, lists } from './findings.js';
import { analysts, reports } from './files.js';
import { agreed, agreedFirst, agreedParts } from './plan/index.js';

/** The whole page, as the workshop stands; what the template holds is for browsers without script. */
export function results(page) {
  const { view, framework, words, live } = page;
  const t = words.lead;
  const hasRatings = isRated(view);
  return html`
    ${live.freshness === 'stale' ? html`<p class="banner">${words.status.stale}</p>` : nothing}
    ${head(page, t)} ${contents(parts(page, t), t.contents)}
    <div class="lead-body">
      ${hasRatings ? finding(page) : nothing} ${agreedFirst(page)}
      ${reports({ ...page, view: { ...view, changed: asRated(page).view.changed } })}
      ${hasRatings ? ratings(page, t) : agreed(page)} ${analysts(page)}
    </div>
  `;
}

// A review need rate nothing: then the page is about what was agreed alone.
const isRated = ({ plan, domains }) => !plan?.review || domains.some(({ rounds, ruling }) => rounds.length || ruling);

// What the meeting rated, without the domains that a review has left out.
function asRated({ view, framework }) {
  const progress = told(view);
  const rated = new Set(progress.map(({ domain }) => domain));
  const only = (domains) => domains.filter(({ key, domain = key }) => rated.has(domain));
  if (rated.size === view.progress.length) return { view, framework };
  const changed = view.changed && { ...view.changed, domains: only(view.changed.domains) };
  return {
    view: { ...view, progress, domains: only(view.domains), changed: changed?.domains.length ? changed : null },
    framework: { ...framework, domains: only(framework.domains) },
  };
}

function ratings(whole, t) {
  const page = { ...whole, ...asRated(whole) };
  const { view, framework, words } = page;
  const byKey = new Map(view.domains.map((entry) => [entry.domain, entry]));
  return html`${lists(whole)} ${whatChanged(page)}
    <section class="panel" aria-labelledby="profile">
      <h2 id="profile">${t.profile}</h2>
      ${profile({ framework, progress: view.progress, words, ruling: t.ruling, how: methodInFull })}
    </section>
    ${agreed(whole)} ${howToRead(page, t)}
    <section aria-labelledby="domain-results" class="domain-results">
      <h2 id="domain-results">${isFramework(framework) ? t.story : t.sheets.title}</h2>
      ${rated(view) && !anySides(view)
        ? html`<p class="soft"><strong>${words.common.groups.title}:</strong> ${words.common.groups.hidden}</p>`
        : nothing}
      ${sheetsOf(framework).length
        ? sheets(byKey, page)
        : framework.domains.map((domain) => domainResult(byKey.get(domain.key), domain, page))}
    </section>
    ${figures(page)} ${earlierFigures(page)}`;
}

const anyAhead = ({ domains }) => domains.some(({ rounds }) => rounds[0]?.number === 0);

const rated = ({ domains }) => domains.some(({ rounds }) => rounds.length);

function parts(page, t) {
  const { view, framework } = asRated(page);
  const { words } = page;
  const last = ['analysts', t.analysts];
  if (!isRated(page.view)) return [...agreedParts(page), last];
  return [
    ...(view.changed ? [['changed', words.changed.short_title]] : []),
    ['profile', t.profile],
    ...agreedParts(page),
    ...(sheetsOf(framework).length ? sheetParts(framework) : framework.domains.map(({ key, short }) => [`domain-${key}`, short])),
    ...(measured(view).length ? [['figures', t.figures.title]] : []),
    last,
  ];
}

function head({ view, words }, t) {
  const { title, area, kind, date: day } = view.workshop;
  return html`<header class="lead-head">
    <p class="eyebrow">${t.heading}</p>
    <h1>${title || area}</h1>
    <p class="lead">${[title ? area : '', words.common.kinds[kind], dated(day, 'day')].filter(Boolean).join(' · ')}</p>
    <p class="lead-state">
      ${view.finished_at
        ? html`<span class="badge">${fill(t.finished, { time: dated(view.finished_at, 'moment') })}</span>`
        : html`<span class="badge is-live">${t.live}</span> <span class="lead-follows">${t.live_more}</span>`}
      <span class="soft">${view.finished_at ? counted(t.people_ever, view.people.ever) : fill(t.people, view.people)}</span>
    </p>
  </header>`;
}

function howToRead({ framework, view }, { how, sheets: { how: ofRows } }) {
  if (!isFramework(framework)) return howToReadRows(framework, how.title, ofRows);
  const { credit, columns: [{ places: levels }] } = framework;
  const [low, high] = [levels[0], levels.at(-1)];
  const values = { low: low.label, most: high.value, high: high.label };
  return html`<section class="panel how-to-read" aria-labelledby="how">
    <h2 id="how">${how.title}</h2>
    <ul>
      ${how.sentences.map((sentence) => html`<li>${fill(sentence, values)}</li>`)}
      ${anyAhead(view) ? html`<li>${how.ahead}</li>` : nothing}
    </ul>
    <p class="hint">${credit}</p>
  </section>`;
}

function howToReadRows({ columns, credit, least_shown: least }, title, t) {
  const isDecided = columns.some(({ settle }) => settle !== 'none');
  const isNumber = columns.some(({ settle }) => settle === 'median');
  return html`<section class="panel how-to-read" aria-labelledby="how">
    <h2 id="how">${title}</h2>
    <ul>
      <li>${t.answers}</li>
      ${isDecided ? html`<li>${t.decisions}</li>` : nothing} ${isNumber ? html`<li>${t.numbers}</li>` : nothing}
      ${least ? html`<li>${fill(t.least, { n: least })}</li>` : nothing}
    </ul>
    ${credit ? html`<p class="hint">${credit}</p>` : nothing}
  </section>`;
}
