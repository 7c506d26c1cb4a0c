// What people rated ahead of the workshop, as far as trainers may know it: how many and who, how alike each domain's
// ratings are, and the way to show a domain's to the room.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { isPreview } from '../lib/news.js';
import { counted, fill } from '../lib/words.js';

const HINTS = ['two-views', 'spread', 'alike']; // those that may need most time first

/** Is what is on screen no round of today, but what people rated before it? */
export const isAhead = ({ rounds }) => rounds.at(-1)?.number === 0;

/** What was rated ahead in a domain, as the view has it, or undefined. */
export const aheadIn = ({ ahead }, key) => ahead?.domains.find(({ domain }) => domain === key);

/** In the lobby: all of it. Before a domain's first round: what there is for that domain. */
export function ratedAhead(page) {
  const { view } = page;
  if (!view.ahead || view.phase !== 'lobby') return nothing;
  return isPreview(view) ? ofDomain(page) : ofAll(page);
}

function ofDomain({ view, words }) {
  const t = words.trainer.ahead;
  const { rated, may_show: mayShow, hint } = aheadIn(view, view.domain) ?? {};
  if (!rated) return nothing;
  const lies = hint ? html` <strong>${t.hints[hint]}.</strong>` : nothing;
  return html`<p class="ahead-one">${counted(t.domain, rated)}${lies} ${mayShow ? t.not_today : t.too_few}</p>`;
}

function ofAll(page) {
  const { view, words } = page;
  const t = words.trainer.ahead;
  const { people, open, domains } = view.ahead;
  const left = domains.filter(({ domain }) => isWaiting(view, domain));
  if (!open && !left.some(({ may_show: mayShow }) => mayShow)) return nothing;
  const groups = HINTS.map((hint) => [t.hints[hint], t.hint_more[hint], left.filter((one) => one.hint === hint)]);
  const others = [t.few, t.few_more, left.filter(({ hint }) => !hint)];
  const found = [...groups, others].filter(([, , those]) => those.length);
  return html`<section class="ahead" aria-labelledby="ahead-title">
    <h3 id="ahead-title">${t.title}</h3>
    <p><strong>${counted(t.people, people)}</strong> ${t.what}</p>
    <dl class="ahead-hints">
      ${found.map(
        ([name, more, those]) => html`<div>
          <dt><strong>${name}</strong> <span class="soft">${more}</span></dt>
          ${those.map(({ domain, rated }) => html`<dd>${page.actions.short(domain)} <span class="soft">${fill(t.rated, { n: rated })}</span></dd>`)}
        </div>`,
      )}
    </dl>
    ${people ? who(page) : nothing}
  </section>`;
}

// Never rated here, nor shown yet.
const isWaiting = (view, domain) => view.domains.find((one) => one.domain === domain)?.rounds.length === 0;

function who({ view, framework, words }) {
  const t = words.trainer.ahead;
  const sector = (key) => framework.sectors.find((one) => one.key === key)?.name ?? '';
  return html`<details class="ahead-who">
    <summary>${fill(t.who, { n: view.ahead.people })}</summary>
    <ul>
      ${view.ahead.who.map((one) => html`<li><strong>${one.name ?? t.unknown}</strong> <span class="soft">${sector(one.sector)}</span></li>`)}
    </ul>
  </details>`;
}

/** In the place of the form for a decision: none can stand on what was rated ahead. */
export const needsRound = ({ words }) => html`<p class="notice">${words.trainer.ahead.needs_round}</p>`;
