// The profile: every domain against the scale, as a table that is also the picture. The roles are
// written out because browsers forget a table's meaning when narrow screens lay it out anew.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { chipOf, lookOf, markOf } from './answers.js';
import { board, boardKey } from './board.js';
import { agreedRating, methodUsed, statusSaid } from './decision.js';
import { kindOf } from './kinds/index.js';
import { isProfile } from './sheet.js';

/** `progress` is the view's, of what is to be told; `words` needs the common section; `ruling` heads the last column; `how`
 * words how a ruling came about; `since` gives, for a domain's key, what has changed: {said, arrow}, or
 * null. A board takes its place where there is no one scale for all. */
export function profile({ framework, progress, words, ruling, how = methodUsed, since = () => null }) {
  if (!isProfile(framework, (levels) => kindOf(levels).isGauge)) return html`<div class="board-space">${board({ framework, progress, words })}</div> ${boardKey({ framework, progress, words })}`;
  const byKey = new Map(progress.map((entry) => [entry.domain, entry]));
  const levels = framework.columns[0].places;
  return html`<table class="profile" role="table">
    <caption class="visually-hidden">${words.common.profile}</caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader"><span class="visually-hidden">${words.common.progress}</span></th>
        ${levels.map(
          ({ rating, label }) => html`<th scope="col" role="columnheader" class="profile-level">
            <span class="profile-level-name">${chipOf(rating, levels)} <span>${label}</span></span>
          </th>`,
        )}
        <th scope="col" role="columnheader"><span class="visually-hidden">${ruling}</span></th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${framework.domains
        .filter(({ key }) => byKey.has(key))
        .map((domain) => row(domain, byKey.get(domain.key), levels, words, how, since))}
    </tbody>
  </table>`;
}

function row(domain, { ruling, status }, levels, words, how, sinceOf) {
  const rating = ruling?.rating ?? null;
  const since = sinceOf(domain.key);
  const said = decided(ruling, status, levels, words, how, since);
  return html`<tr role="row" class="profile-row ${lookOf(rating, levels)}">
    <th scope="row" role="rowheader" class="profile-domain">
      <span class="profile-letter" aria-hidden="true">${domain.letter}</span>
      <span>${domain.short}</span>
    </th>
    ${rating === null ? whole(ruling, levels.length, words) : levels.map((level) => cell(level.rating, rating, levels))}
    <td role="cell" class="profile-ruling">${since
      ? html`<div class="profile-since"><div>${said}</div>${since.arrow}</div>`
      : said}</td>
  </tr>`;
}

// The words for a domain left unresolved stand in its track.
function decided(ruling, status, levels, words, how, since) {
  const moved = since ? html`<strong class="profile-moved">${since.said}</strong>` : nothing;
  if (!ruling) return html`<span class="profile-how">${statusSaid(status, levels, words)} ${moved}</span>`;
  const said = agreedRating(ruling, levels, words);
  if (ruling.rating === null) return html`<span class="visually-hidden">${said}</span> <span class="profile-how">${moved}</span>`;
  return html`<strong>${said}</strong> <span class="profile-how"
    ><span class="profile-by">${how(ruling, words, levels)}${since ? ' · ' : ''}</span>${moved}</span>`;
}

// A row fills up to its rating like a gauge, so that it reads without colour too.
function cell(level, rating, levels) {
  return html`<td role="cell" class="profile-cell">
    <span class="profile-track ${level <= rating ? 'is-reached' : ''} ${level === 0 ? 'is-first' : ''}">
      ${level === rating ? html`<span class="profile-mark">${markOf(rating, levels)}</span>` : nothing}
    </span>
  </td>`;
}

// Without a rating there is no gauge that could look empty: a dashed frame with words in it for a domain left
// unresolved, and no more than a line for one not decided yet.
function whole(ruling, levels, words) {
  return html`<td role="cell" class="profile-cell" colspan=${levels}>
    ${ruling
      ? html`<span class="profile-unresolved" aria-hidden="true">${words.common.methods.unresolved}</span>`
      : html`<span class="profile-undecided"></span>`}
  </td>`;
}
