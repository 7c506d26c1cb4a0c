// What was agreed, on one panel: needs, goals with their scores, who does what by when, support sessions.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { openGoals, scoresNow } from '../../lib/plan.js';
import { fill } from '../../lib/words.js';
import { leftAtEnd } from './left.js';
import { aboutSaid, daySaid, domainName, howSaid, listed } from './said.js';
import { contentList, whenSaid } from './sessions.js';

export function closingPart(page) {
  const t = page.words.goals_desk.agreed;
  return html`<div class="closing stack">
    ${part('needs', needs(page), page)} ${part('goals', goals(page), page)} ${part('actions', actions(page), page, t.actions)}
    ${part('sessions', sessions(page), page)}
  </div>`;
}

/** The same once the workshop is finished, with nothing to press, after what was typed and not saved by then; nothing where
 * there is neither. */
export function agreedAtEnd(page) {
  const { view: { phase, plan }, words } = page;
  if (phase !== 'finished' || !plan) return nothing;
  const left = leftAtEnd(page);
  if (!(plan.needs || plan.goals.length || plan.actions.length || plan.sessions.length)) return left;
  return html`${left}
  <section class="plan agreed-at-end" aria-labelledby="agreed-title">
    <h2 id="agreed-title">${words.goals.parts.closing}</h2>
    ${closingPart(page)}
  </section>`;
}

function part(name, content, { view, words, plan }, title = words.goals.parts[name]) {
  const t = words.goals_desk.agreed;
  const change = html`<button type="button" class="button button-plain" aria-label=${fill(t.about, { action: t.change, part: title })} @click=${() => plan.look(name)}>${t.change}</button>`;
  return html`<section class="closing-part" aria-labelledby="closing-${name}">
    <div class="closing-head"><h3 id="closing-${name}">${title}</h3> ${view.phase === 'finished' ? nothing : change}</div>
    ${content === nothing ? html`<p class="soft">${t.nothing[name]}</p>` : content}
  </section>`;
}

function needs(page) {
  const { view, boot, words, framework } = page;
  const held = view.plan.needs;
  if (!held) return nothing;
  const domains = listed(held.domains.map(({ domain }) => domainName(framework, domain)));
  if (held.workshop !== boot.workshop) return html`<p>${fill(words.goals_desk.needs.before, { domains, day: daySaid(held.day, words) })}</p>`;
  return html`<p><strong>${domains}</strong> <span class="soft">${howSaid(held, page)}</span></p>`;
}

function goals(page) {
  const { view, words } = page;
  const t = words.goals_desk.agreed;
  const open = openGoals(view.plan);
  const drafts = view.plan.goals.filter(({ draft }) => draft).length;
  if (!open.length && !drafts) return nothing;
  return html`<ol class="closing-goals">${open.map((goal) => {
      const last = scoresNow(goal).at(-1);
      return html`<li value=${goal.number}><p>${goal.wording.text}</p>
        <p class="soft">${[
          scoreSaid(last, page),
          fill(t.by, { day: daySaid(goal.wording.due, words) }),
          goal.wording.owner || words.goals.no_owner,
        ].join(' · ')}</p></li>`;
    })}</ol>
    ${drafts ? html`<p class="notice notice-warn">${t.drafts}</p>` : nothing}`;
}

// Today's, or that of a meeting before with its day.
function scoreSaid(last, { boot, words }) {
  const t = words.goals_desk.agreed;
  if (!last) return t.not_scored;
  const score = fill(words.goals.score, last);
  return last.workshop === boot.workshop ? score : fill(t.last, { score, day: daySaid(last.day, words) });
}

function actions(page) {
  const { view, words } = page;
  const open = view.plan.actions.filter(({ state }) => state === 'open');
  if (!open.length) return nothing;
  const t = words.goals_desk.agreed;
  return html`<ul class="closing-actions">${open.map((one) => {
    const what = aboutSaid(one, page);
    return html`<li>
      <span class="closing-who">${one.owner || html`<span class="badge is-warn">${words.goals.no_owner}</span>`}</span>
      <span>${one.text} ${what ? html`<span class="soft">${what}</span>` : nothing}</span>
      <span>${one.due ? fill(t.by, { day: daySaid(one.due, words) }) : words.goals.no_date}
        ${one.overdue ? html`<span class="badge is-bad">${words.goals.overdue}</span>` : nothing}</span>
    </li>`;
  })}</ul>`;
}

function sessions(page) {
  const { view, words } = page;
  if (!view.plan.sessions.length) return nothing;
  const t = words.goals_desk.sessions;
  return html`<ul class="closing-sessions">${view.plan.sessions.map((one) => html`<li><p><strong>${fill(t.number, { n: one.number })}</strong>
    <span class="soft">${words.goals.formats[one.format]} · ${whenSaid(one, words)}</span></p>${contentList(one, page)}</li>`)}</ul>`;
}
