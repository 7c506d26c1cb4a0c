// What a phone shows in each situation: one thing to do, or what happens next.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { columnOf, domainOf, fill, placesOf, roundText } from '../lib/words.js';
import { isPreview, lastOf, progressOf, told } from '../lib/news.js';

/** The name of the screen for this situation. */
export function screenOf({ ended, me, view }) {
  if (ended) return ended.code === 'person-removed' ? 'removed' : 'ended';
  if (me.presence !== 'here') return me.presence;
  return isPreview(view) ? 'preview' : view.plan?.on_screen ? 'plan' : view.phase;
}

/** The screens by name; each takes the page (pages/attendee.js says what is in it). Those of
 * rounds that are over come later, with those before the first and after the last: counted.js, stops.js. */
const SCREENS = { lobby, open, ended };
// Above these stands the domain, or its round.
const OF_DOMAIN = ['open', 'revealed', 'discussion', 'ruled'];

/** What to draw on the screen of this name. */
export function drawn(screen, page) {
  const draw = SCREENS[screen];
  if (draw) return draw(page);
  if (!page.later || !page.cards || (asksMore(page) && !page.rows) || (page.view.plan && !page.plan)) return toCome(page);
  return page.rows?.counted(page, screen) ?? page.later.SCREENS[screen](page);
}

const toCome = ({ words, domain }) => html`<h1>${domain?.name}</h1>
  <p class="hint">${words.attendee.to_come}</p>`;

function lobby(page) {
  const text = page.words.attendee.lobby;
  const { done, all, begun } = progressOf(page.view);
  const key = done === all ? 'all_done' : begun ? 'between' : 'start';
  return html`${page.later?.cancelled(page) ?? nothing}
    <h1>${fill(text.heading[key], page.me)}</h1>
    <p class="lead">${text.next[key]}</p>
    ${page.rows?.progress(page) ?? (isPlain(page.framework) ? domainList(page) : nothing)}`;
}

// Columns whose cells are asked one at a time by the cards of open.js; all else by rows.js.
const CARDS = new Set(['rating']);

/** Does this page need what rows.js draws? */
export const asksMore = ({ framework, view }) =>
  !isPlain(framework) || (view.domain !== null && !asksCard(framework, view.domain));

/** Has an instrument, as it is opened as a rule, cards alone? */
export const isPlain = ({ opens, columns }) => opens === 'cell' && columns.every(({ kind }) => CARDS.has(kind));

/** Has a round on this topic cards? */
export function asksCard(framework, key) {
  const cell = domainOf(framework, key);
  return cell?.ballot_keys.length === 1 && CARDS.has(columnOf(framework, key).kind);
}

// What a round asks: by the cards, or all at once.
function open(page) {
  if (asksCard(page.framework, page.view.domain)) return page.cards?.open(page) ?? toCome(page);
  return (page.cards && page.rows?.asking(page)) ?? toCome(page);
}

function ended({ words, ended: why }) {
  return html`<h1>${words.attendee.ended.heading}</h1>
    <p class="lead">${why.sentence}</p>
    <p><a class="button" href="/join">${words.attendee.ended.join}</a></p>`;
}

// --- parts ------------------------------------------------------------------------------------

/** What stands above a screen: the domain and the round, with the countdown, or else the workshop. Wherever
 * else a countdown came and went, the cards would move under a finger. */
export function above(screen, { domain, words, view, live, later }) {
  const { area, title } = view.workshop;
  if (screen === 'preview') return later && words.attendee.preview.above;
  const isOpen = screen === 'open';
  if (!OF_DOMAIN.includes(screen)) return title || area;
  const { number } = view.round ?? lastOf(view);
  const round = isOpen || number !== 1 ? roundText(words.common, 'round_number', { number }) : '';
  const text = [isOpen ? '' : domain.short, round].filter(Boolean).join(' · ');
  if (!view.timer || !later) return text;
  const says = view.timer.closes ? words.attendee.closes_in : words.common.time_left;
  return html`${text} ${later.countdown(live.timerLeft() ?? 0, words.common, says)}`;
}

/** What the domain would be at its best, unless the meaning of its highest rating says it. */
export function gold({ domain, words, framework }) {
  if (!domain.gold || domain.meanings.at(-1) !== placesOf(framework, domain.key).at(-1).meaning) return nothing;
  return html`<p><strong>${words.common.gold}:</strong> ${domain.gold}</p>`;
}

// All domains with where each stands; at the end, this list is the profile.
export function domainList({ view, framework, words, later }, title = words.common.progress) {
  const said = ({ domain, status, ruling }) =>
    (ruling && later?.decisionLine(ruling, placesOf(framework, domain), words)) ?? words.common.domain_status[status];
  const rated = told(view);
  return html`<section class="panel" aria-labelledby="domains">
    <h2 id="domains">${title}</h2>
    ${rated.length === view.progress.length ? html`<p class="soft">${fill(words.common.domains_done, progressOf(view))}</p>` : nothing}
    <ol class="domains">
      ${rated.map((entry) => domainEntry(entry, framework, said(entry), later?.levelClass))}
    </ol>
  </section>`;
}

function domainEntry({ domain: key, status, ruling }, framework, said, levelClass) {
  const domain = domainOf(framework, key);
  const look = (ruling && levelClass?.(ruling.rating, placesOf(framework, key).length)) ?? `letter-${status}`;
  return html`<li>
    <span class="letter ${look}" aria-hidden="true">${ruling ? (ruling.rating ?? '–') : domain.letter}</span>
    <span class="domain-name">${domain.short}</span>
    <span class="domain-status">${said}</span>
  </li>`;
}
