// The profile then and now on one scale, by the rules of the picture for a slide: a ring where a domain was, a disc where
// it is, and an arrow from the one to the other. What has no rating has no mark but words.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { arrowDrawn } from '../charts/change.js';
import { chipOf, lookOf, markOf } from '../charts/answers.js';
import { bothOf, changeTold, comparedOf, pointName } from './changesaid.js';
import { byScale } from './scales.js';

/** For the eyes alone: the table beside it says the same. */
export const moves = (page) =>
  byScale(comparedOf(page.view.changed), page.framework).map(({ levels, domains }) => onScale(levels, domains, page));

function onScale(levels, domains, { view: { changed: told }, words }) {
  const { changed: t, common } = words;
  const names = [told.points[told.compared], told.points.at(-1)].map((point) => pointName(point, t, common.kinds));
  return html`<div class="moves" aria-hidden="true" .style=${`--levels: ${levels.length}`}>
    <p class="moves-key">
      <span><span class="moves-ring is-key"></span> ${names[0]}</span>
      <span><span class="moves-disc is-key"></span> ${names[1]}</span>
    </p>
    <div class="moves-row is-head">
      <span></span>
      <div class="moves-levels">
        ${levels.map(({ rating, label }) => html`<span>${chipOf(rating, levels)} <span class="moves-level">${label}</span></span>`)}
      </div>
      <span></span>
    </div>
    ${domains.map((domain) => row(domain, told, levels, t))}
  </div>`;
}

function row(domain, told, levels, t) {
  const [then, now] = bothOf(domain, told);
  const isOnScale = !['instrument', 'levels', 'order'].includes(domain.why);
  const was = isOnScale ? (then?.rating ?? null) : null;
  const is = now?.rating ?? null;
  return html`<div class="moves-row">
    <span class="moves-name">${domain.short}</span>
    <div class="moves-track">
      ${was === null || was === is ? nothing : html`<span class="moves-ring ${lookOf(was, levels)}" .style=${at(was)}>${markOf(was, levels)}</span>`}
      ${is === null
        ? nothing
        : html`<span class="moves-disc ${was === is ? 'is-same' : ''} ${lookOf(is, levels)}" .style=${at(is)}>${markOf(is, levels)}</span>`}
      ${was === null || is === null || was === is ? nothing : way(was, is)}
    </div>
    <span class="moves-said">${arrowDrawn(domain.steps, levels.length)} <span>${changeTold(domain, told, t)}</span></span>
  </div>`;
}

const at = (rating) => `--at: ${rating}`;

const way = (was, is) =>
  html`<span class="moves-way ${is < was ? 'is-down' : ''}" .style=${`--at: ${Math.min(was, is)}; --far: ${Math.abs(is - was)}`}></span>`;
