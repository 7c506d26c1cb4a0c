// The domains of greatest need: proposed in an order with the reason, voted on in private or marked by hand, recorded.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { counted, fill } from '../../lib/words.js';
import { daySaid, domainName, howSaid, listed, reasonsSaid } from './said.js';
import { fieldError, button, goTo, problems } from '../parts.js';
import { isNext } from './leading.js';
import { tiedFor } from './marks.js';
import { openQuestion } from './question.js';

export function needsPart(page) {
  const { view } = page;
  const question = view.plan.question?.kind === 'needs' ? view.plan.question : null;
  if (question?.open) return openQuestion(question, page.framework.domains.map(({ name }) => name), page);
  const named = view.plan.needs;
  const isHere = named?.workshop === page.boot.workshop;
  if (isHere && !question && !page.plan.marks.isAgain) return recorded(named, page);
  return html`${named ? html`<p>${isHere ? againSaid(named, page) : beforeSaid(named, page)}</p>` : nothing} ${question ? voted(question, page) : nothing}
    ${choosing(question, page)}`;
}

function recorded(named, page) {
  const { words, framework, desk, plan, view } = page;
  const t = words.goals_desk.needs;
  return html`<div class="needs-named stack">
    <ol class="needs-list">${named.domains.map(({ domain, votes }) => html`<li><strong>${domainName(framework, domain)}</strong>
      ${votes === null ? nothing : html`<span class="soft">${counted(t.votes, votes)}</span>`}</li>`)}</ol>
    <p class="soft">${fill(t.recorded, { how: howSaid(named, page) })}</p>
    <div class="row">
      ${button({ desk, key: 'needs', text: t.change, act: () => {
        plan.marks.begin(view);
        desk.changed();
        goTo('plan-needs-title');
      } })}
      ${askButton(page)}
    </div>
  </div>`;
}

function beforeSaid(named, page) {
  const { words } = page;
  return fill(words.goals_desk.needs.before, { domains: namesOf(named, page), day: daySaid(named.day, words) });
}

function againSaid(named, page) {
  const domains = namesOf(named, page);
  return fill(page.words.goals_desk.needs.now, { domains, how: howSaid(named, page) });
}

/** The domains named, in words. */
export const namesOf = ({ domains }, { framework }) => listed(domains.map(({ domain }) => domainName(framework, domain)));

function askButton({ words, desk, plan }) {
  return button({ desk, key: 'ask_needs', text: words.goals_desk.needs.ask, act: () => plan.doing.askNeeds() });
}

// What the vote came to: most first, none of them left out.
function voted(question, page) {
  const { words, framework, plan } = page;
  const t = words.goals_desk.needs;
  const counts = framework.domains.map(({ key, short }, at) => ({ key, short, n: question.counts?.[at] ?? 0 })).sort((a, b) => b.n - a.n);
  const most = Math.max(1, ...counts.map(({ n }) => n));
  const tied = tiedFor(question, plan.marks.keys, plan.marks.most);
  const people = question.answered - (question.cant_say ?? 0);
  return html`<section class="stack" aria-labelledby="voted-title">
    <h3 id="voted-title">${counted(t.voted, people)}</h3>
    <ul class="vote-bars">${counts.map(({ short, n }) => html`<li><span class="vote-name">${short}</span>
      <span class="vote-bar" aria-hidden="true" .style=${`--part: ${(100 * n) / most}%`}></span> <span class="vote-n">${n}</span></li>`)}</ul>
    ${question.cant_say ? html`<p class="soft">${words.common.cant_say}: <strong>${question.cant_say}</strong></p>` : nothing}
    ${tied.length ? html`<p class="notice">${fill(t.tied, { domains: listed(tied.map((key) => domainName(framework, key))) })}</p>` : nothing}
  </section>`;
}

function choosing(question, page) {
  const { view, words, framework, desk, plan } = page;
  const t = words.goals_desk.needs;
  const proposed = view.plan.proposed;
  const known = new Set(proposed.map(({ domain }) => domain));
  const others = plan.marks.keys.filter((key) => !known.has(key));
  const marked = new Set(plan.marks.of(view));
  const tick = (key, why) => html`<label class="tick need-tick"><input type="checkbox" .checked=${marked.has(key)}
      @change=${(event) => {
        plan.marks.mark(view, key, event.target.checked);
        desk.changed();
      }} />
    <span><strong>${domainName(framework, key)}</strong> ${why ? html`<span class="choice-more">${why}</span>` : nothing}</span></label>`;
  return html`<form class="stack needs-form" novalidate aria-labelledby="plan-needs-title" @submit=${(event) => {
      event.preventDefault();
      plan.doing.chooseNeeds();
    }}>
    <h3 id="plan-needs-title" tabindex="-1">${question ? t.after_vote : t.title}</h3>
    ${question ? nothing : html`<p>${fill(t.lead, { most: plan.marks.most })}</p> ${isNext(page, 'ask_needs') ? nothing : html`<p>${askButton(page)}</p>`}`}
    ${problems(page, 'plan-needs')}
    <fieldset class="field" id="plan-needs-domains">
      <legend>${t.mark}</legend>
      <p class="hint">${question ? t.marked_hint : t.mark_hint}</p>
      ${fieldError(desk, 'plan-needs-domains')}
      ${proposed.map((one) => tick(one.domain, reasonsSaid(one, page)))}
      ${others.length
        ? html`<details class="more-domains"><summary>${t.unrated}</summary>${others.map((key) => tick(key, ''))}</details>`
        : nothing}
    </fieldset>
    <div class="row">
      ${isNext(page, 'choose_needs') ? nothing : html`<button class="button button-quiet" aria-disabled=${desk.isBusy('choose_needs') ? 'true' : nothing}>${t.record}</button>`}
      ${plan.marks.isAgain && !question ? button({ desk, key: 'needs', text: t.leave, kind: 'plain', act: () => leave(page) }) : nothing}
      ${question ? button({ desk, key: 'ask_needs', text: words.goals_desk.do.ask_again, act: () => plan.doing.askNeeds() }) : nothing}
      ${question ? button({ desk, key: 'cancel_question', text: t.without_vote, kind: 'plain', act: () => plan.doing.cancel(question.id) }) : nothing}
    </div>
  </form>`;
}

function leave({ desk, plan }) {
  plan.marks.done();
  desk.changed();
  goTo('step-title');
}
