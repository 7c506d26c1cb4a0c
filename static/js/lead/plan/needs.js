// The domains of greatest need: which, how they were chosen, and which others the ratings would have suggested.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { chipOf } from '../../charts/answers.js';
import { agreedRating, statusSaid } from '../../charts/decision.js';
import { placesOf } from '../../lib/instrument.js';
import { counted, dated, domainOf, fill, language } from '../../lib/words.js';
import { nameOf } from './said.js';

export function needs(page) {
  const { view, words } = page;
  const { plan: { needs: held }, summary } = view;
  if (!held) return nothing;
  const { goals, goals_results: { needs: t } } = words;
  const chosen = held.domains.map(({ domain }) => domain);
  const others = held.workshop === view.workshop.id ? summary.needs.filter((key) => !chosen.includes(key)) : [];
  return html`<section class="panel plan-needs" aria-labelledby="agreed-needs">
    <h2 id="agreed-needs">${goals.parts.needs}</h2>
    <p>${chosenHow(held, t)}</p>
    <ol class="plan-domains">
      ${held.domains.map((one) => need(one, held, page))}
    </ol>
    ${others.length
      ? html`<p class="soft">${fill(t.others, { domains: new Intl.ListFormat(language).format(others.map((key) => nameOf(key, page))) })}</p>`
      : nothing}
  </section>`;
}

// How they were chosen, and when.
function chosenHow({ how, voters, day }, t) {
  const said = how === 'vote' ? counted(t.vote, voters) : t.trainer;
  return fill(said, { day: dated(day, 'day') });
}

function need({ domain, votes }, { voters }, page) {
  const { view, framework, words } = page;
  const { needs: t } = words.goals_results;
  const result = view.domains.find((one) => one.domain === domain);
  const chose = votes === null ? '' : fill(t.votes, { n: votes, all: voters });
  if (!result || !domainOf(framework, domain)) {
    return html`<li>
      <span class="plan-dot" aria-hidden="true"></span>
      <p><strong>${nameOf(domain, page)}</strong> <span class="plan-why">${chose}</span></p>
    </li>`;
  }
  const places = placesOf(framework, domain);
  const { ruling, rounds, status } = result;
  const isRated = ruling || rounds.length; // not at a review that rates nothing
  const rated = ruling ? agreedRating(ruling, places, words) : isRated ? statusSaid(status, places, words) : '';
  return html`<li>
    ${isRated ? chipOf(ruling?.rating ?? null, places) : html`<span class="plan-dot" aria-hidden="true"></span>`}
    <p><strong>${nameOf(domain, page)}</strong> <span class="plan-why">${[rated, chose].filter(Boolean).join(' · ')}</span></p>
  </li>`;
}
