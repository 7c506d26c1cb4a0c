// The areas of greatest need: asked in private, counted, then recorded.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { chipOf, lookOf } from '../../charts/answers.js';
import { byVotes, shortOf } from '../../lib/agreed.js';
import { placesOf } from '../../lib/instrument.js';
import { counted, dated, domainOf, fill } from '../../lib/words.js';
import { turnout } from '../turnout.js';
import { list, part, t } from './parts.js';

export function needs(at) {
  const { question, needs: named } = at.view.plan;
  if (question?.kind === 'needs') return question.open ? asking(at, question) : votes(at, question);
  return named?.workshop === at.boot.workshop ? recorded(at, named) : before(at, named);
}

// Nothing has been asked yet: how each domain came out, and what was named last time.
function before(at, named) {
  const text = t(at);
  const last = named && fill(text.needs.last_time, { date: dated(named.day, 'day'), names: namesOf(named, at) });
  return part('needs', text.needs.question, '', html`
    <div class="plan-fit">${domains(at)}</div>
    ${last ? html`<p class="plan-foot">${last}</p>` : nothing}
  `);
}

function asking(at, question) {
  const text = t(at);
  return part('needs', text.needs.question, '', html`
    <div class="plan-fit">${domains(at)}</div>
    <div class="open-foot">
      ${turnout({ rated: question.answered, of: question.of, by_hand: 0 }, { ...at.room, turnout: text.needs.turnout }, at.words.common)}
      <p class="open-private">${fill(text.needs.how, { n: at.boot.plan_limits.needs })} ${text.private}</p>
    </div>
  `);
}

// All of them with what the room decided, in the instrument's order, as on the phones.
function domains(at) {
  const decided = new Map(at.view.progress.map(({ domain, ruling }) => [domain, ruling]));
  return list(`plan-domains is-${Math.min(at.framework.domains.length, 24) > 3 ? 'two' : 'one'}`, at.framework.domains, ({ key, short }) => {
    const levels = placesOf(at.framework, key);
    const ruling = decided.get(key);
    const isRated = typeof ruling?.rating === 'number';
    return html`<li class="plan-domain ${isRated ? lookOf(ruling.rating, levels) : ''}">
      ${isRated ? chipOf(ruling.rating, levels) : html`<span class="chip plan-chip-none" aria-hidden="true">–</span>`}
      <span>${short}</span>
    </li>`;
  });
}

function votes(at, { counts, answered, cant_say: cantSay, round }) {
  const text = t(at);
  const people = answered - cantSay;
  const all = byVotes(at.framework, counts ?? []);
  const chosen = all.filter(({ votes: n }) => n);
  const most = Math.max(people, ...all.map(({ votes: n }) => n), 1);
  const facts = [
    round > 1 ? fill(at.words.common.round_number, { number: round }) : '',
    counted(text.needs.chose, people),
    cantSay ? `${at.words.common.cant_say}: ${cantSay}` : '',
  ];
  return part('needs', text.needs.result, facts.filter(Boolean).join(' · '), chosen.length
    ? html`<div class="plan-fit">
        ${list('plan-bars', all, ({ key, votes: n }) => html`<li class="plan-bar">
          <span class="plan-bar-name">${shortOf(at.framework, key)}</span>
          <span class="plan-bar-track"
            ><span class="plan-bar-fill" .style=${`--part: ${(100 * n) / most}%`} aria-hidden="true"></span> <strong>${n}</strong></span
          >
        </li>`)}
      </div>`
    : html`<p class="plan-none">${text.needs.none}</p>`);
}

function recorded(at, named) {
  return part('needs', at.words.goals.parts.needs, howSaid(named, at), html`<div class="plan-fit">
    ${list('plan-named', named.domains, ({ domain, votes: n }) => need(domain, n, named.voters, at))}
  </div>`);
}

function need(key, n, voters, at) {
  const decided = at.view.progress.find(({ domain }) => domain === key)?.ruling;
  const isRated = typeof decided?.rating === 'number' && domainOf(at.framework, key);
  const levels = isRated ? placesOf(at.framework, key) : [];
  return html`<li class="plan-need ${isRated ? lookOf(decided.rating, levels) : ''}">
    ${isRated ? chipOf(decided.rating, levels) : html`<span class="chip plan-chip-none" aria-hidden="true">–</span>`}
    <strong>${domainOf(at.framework, key)?.name ?? shortOf(at.framework, key)}</strong>
    ${n === null ? nothing : html`<span class="plan-need-votes">${fill(t(at).needs.votes, { n, of: voters })}</span>`}
  </li>`;
}

const howSaid = ({ how, voters }, { words: { goals } }) =>
  how === 'vote' && voters ? counted(goals.how.vote, voters) : goals.how.trainer;

const namesOf = ({ domains: named }, { framework }) => named.map(({ domain }) => shortOf(framework, domain)).join(', ');
