// The end: the profile, which fills row by row.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { arrowDrawn } from '../charts/change.js';
import { profile } from '../charts/profile.js';
import { returningLine } from '../charts/returning.js';
import { changeSaid } from '../charts/steps.js';
import { placesOf } from '../lib/instrument.js';
import { progressOf, told } from '../lib/news.js';
import { counted, dated, fill } from '../lib/words.js';
import { agreed, agreedAlone, hasAgreed } from './plan/index.js';

/** With what was agreed beside it, if anything was. */
export function finished(at) {
  const { plan } = at.view;
  if (!plan || !hasAgreed(plan)) return closing(at);
  // A review may have rated nothing: then there is no profile to show.
  if (!progressOf(at.view).begun) return agreedAlone(at);
  return html`<div class="finish">${closing(at)} ${agreed(at)}</div>`;
}

function closing({ framework, view, words, room }) {
  const steps = new Map(view.since?.domains.map((step) => [step.domain, step]));
  const isRated = new Set(view.progress.filter(({ ruling }) => typeof ruling?.rating === 'number').map(({ domain }) => domain));
  const moved = (domain) =>
    steps.has(domain)
      ? {
          said: said(steps.get(domain), isRated.has(domain), words),
          arrow: arrowDrawn(steps.get(domain).steps, placesOf(framework, domain).length),
        }
      : null;
  return html`<div class="closing is-filling">
    <div class="closing-head">
      <h1>${told(view).length < view.progress.length ? room.closing_some : room.closing}</h1>
      <p class="closing-thanks">${room.thanks}</p>
      ${since(view, words).map((line) => html`<p class="closing-since">${line}</p>`)}
    </div>
    ${profile({ framework, progress: told(view), words, ruling: room.ruling, since: moved })}
    <p class="closing-credit">${framework.credit}</p>
  </div>`;
}

// A row has no room for a reason why there is no number, but for what there is: the results have it.
function said({ steps, why, before }, isRated, { changed: t, room }) {
  const isMissing = why === 'unresolved' || why === 'undecided';
  if (isMissing && isRated) return t.decided;
  return isMissing && before !== null ? fill(room.was, { n: before }) : changeSaid(steps, t);
}

// With how many were there, on one line if it is the same workshop.
function since({ since: told, returning: back }, words) {
  const { changed: t, common } = words;
  const change = told ? fill(t.since, { kind: common.kinds[told.kind], date: dated(told.date, 'day') }) : '';
  if (!change || !back || told.kind !== back.kind || told.date !== back.date) {
    return [change, returningLine(back, words)].filter(Boolean);
  }
  return [`${change}. ${fill(counted(t.back, back.returned), { people: back.people })}`];
}

/** After drawing: each row knows when it is its turn. */
export function fillRows(root) {
  for (const [row, one] of root.querySelectorAll('.is-filling .profile-row').entries()) {
    one.style.setProperty('--row', row);
  }
}
