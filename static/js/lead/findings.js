// What a board reads first: the finding in a line, the strongest, the areas of greatest need that the room named or else the
// lowest rated, and where people still disagree.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { chipOf } from '../charts/answers.js';
import { agreedRating, methodUsed, statusSaid } from '../charts/decision.js';
import { isFramework } from '../charts/sheet.js';
import { placesOf } from '../lib/instrument.js';
import { counted, domainOf, fill } from '../lib/words.js';
import { headline } from './headline.js';

const MOST = 6; // in a list, where there may be many rows
const NOTE = 160; // letters, as in voting/reports/outline.py

export const finding = ({ view, framework, words }) =>
  html`<p class="finding">${headline(view, framework, words.lead.headline)}</p>`;

/** The lists under the finding, as far as there is something in them. */
export function lists(page) {
  const { view, words } = page;
  const { levels, why_needs: needs } = view.summary;
  const disagreed = view.summary.why_disagreed.filter(({ why }) => isDissent(why, page.framework));
  const strongest = view.summary.strongest.map((domain) => ({ domain, why: [] }));
  const chosen = chosenNeeds(page);
  const t = words.lead;
  const isAlike = levels.length === 1 && levels[0].domains > 1;
  if (![...strongest, ...chosen, ...needs, ...disagreed].length && !isAlike) return nothing;
  return html`<div class="findings">
    ${isAlike ? html`<p class="finding-alike">${t.alike}</p>` : nothing}
    ${list('strongest', t.strongest, strongest, page, standing)}
    ${chosen.length
      ? list('needs', words.goals.parts.needs, chosen, page, standing, howNamed(page))
      : list('needs', needsTitle(needs, t), needs, page, standing)}
    ${list('disagreed', t.disagreed, disagreed, page, dissent)}
  </div>`;
}

// Those that this meeting chose stand in the place of what its ratings alone would suggest (plan/needs.js has both).
function chosenNeeds({ view: { plan, workshop, domains } }) {
  if (plan?.needs?.workshop !== workshop.id) return [];
  const known = new Set(domains.map(({ domain }) => domain));
  return plan.needs.domains.filter(({ domain }) => known.has(domain)).map(({ domain }) => ({ domain, why: [] }));
}

function howNamed({ view: { plan: { needs } }, words: { goals: { how } } }) {
  return needs.how === 'vote' ? counted(how.vote, needs.voters) : how.trainer;
}

// Those left unresolved and those with two views are not at the lowest rating.
const needsTitle = (needs, t) => (needs.every(({ why }) => why === 'lowest') ? t.needs : t.needs_mixed);

// Of many rows most are decided by most votes: that alone is no sign.
const isDissent = (why, framework) => isFramework(framework) || why.some((one) => one !== 'majority');

function list(name, title, found, page, told, how = '') {
  if (!found.length) return nothing;
  const most = isFramework(page.framework) ? found.length : MOST;
  return html`<section class="finding-list is-${name}" aria-labelledby=${name}>
    <h2 id=${name}>${title}</h2>
    ${how ? html`<p class="soft">${how}</p>` : nothing}
    <ul class="finding-domains">
      ${found.slice(0, most).map((each) => one(each, page, told))}
    </ul>
    ${found.length > most ? html`<p class="soft">${counted(page.words.lead.sheets.more_found, found.length - most)}</p>` : nothing}
  </section>`;
}

function one({ domain: key, why }, page, told) {
  const { view, framework } = page;
  const result = view.domains.find(({ domain }) => domain === key);
  const rating = result.ruling?.rating ?? null;
  return html`<li>
    ${chipOf(rating, placesOf(framework, key))}
    <div class="finding-domain">${told(result, [why].flat(), domainOf(framework, key).short, page)}</div>
  </li>`;
}

// Of the needs, those that are there for their last round say so.
const standing = (result, why, name, { framework, words }) =>
  named(name, joined(decided(result, framework, words), apart(why, words)));

function dissent(result, why, name, { framework, words }) {
  const { ruling } = result;
  const how = ruling ? methodUsed(ruling, words) : '';
  const said = [decided(result, framework, words), how].filter(Boolean).join(', ');
  return html`${named(name, joined(said, apart(why, words)))}
    ${ruling?.note ? noted(ruling.note, words) : nothing}`;
}

// Paper has only the beginning of a long note here, so that the profile stays on the first sheet.
function noted(note, words) {
  if (note.length <= NOTE) return html`<blockquote class="finding-note written">${note}</blockquote>`;
  return html`<blockquote class="finding-note is-long written">${note}</blockquote>
    <p class="finding-more">${words.lead.note_more}</p>`;
}

const named = (name, why) => html`<p><strong>${name}</strong> <span class="finding-why">${why}</span></p>`;

const joined = (...parts) => parts.filter(Boolean).join(' · ');

// A need may be named of a domain that this meeting did not rate.
const decided = ({ domain, ruling, status }, framework, words) =>
  status === 'waiting' ? '' : ruling ? agreedRating(ruling, placesOf(framework, domain), words) : statusSaid(status, placesOf(framework, domain), words);

/** What the last round looked like, if that is among the reasons. */
function apart(why, words) {
  const picture = why.map((one) => words.common.pictures[one]).find(Boolean);
  return picture ? fill(words.lead.apart, { picture: picture.name }) : '';
}
