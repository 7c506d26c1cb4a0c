// One domain's results: the ruling with how it came about, and every round that led to it.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { bars } from '../charts/bars.js';
import { groupsFigure } from '../charts/groups.js';
import { movementFigure } from '../charts/movement.js';
import { measureList, pictureLine } from '../charts/picture.js';
import { reasonList } from '../charts/reasons.js';
import { decisionBox } from '../charts/decision.js';
import { dated, fill } from '../lib/words.js';

export function domainResult({ rounds, ruling, status, reasons }, domain, page) {
  const { framework, words } = page;
  return html`<article class="panel domain-result" aria-labelledby="domain-${domain.key}">
    <h3 id="domain-${domain.key}">${domain.name}</h3>
    <p class="soft"><strong>${words.common.gold}:</strong> ${domain.gold}</p>
    ${ruling ? ruled(ruling, rounds, page) : html`<p class="notice">${words.common.domain_status[status]}</p>`}
    ${rounds.length
      ? html`<div class="domain-rounds">${rounds.map((round) => one(round, framework, page))}</div>`
      : nothing}
    ${reasons.length
      ? html`<section class="domain-quotes">
          <h4>${words.common.quotes.title}</h4>
          ${reasonList(reasons, framework.levels, words.common, { latest: rounds.length > 1 ? null : 1 })}
        </section>`
      : nothing}
  </article>`;
}

function ruled(ruling, rounds, { framework, words }) {
  const t = words.lead;
  const number = rounds.find(({ id }) => id === ruling.round)?.number;
  const recorded = fill(t.recorded, { time: dated(ruling.at, 'moment'), by: recorder(ruling, words.common.trainers), number });
  return html`${decisionBox(ruling, framework.levels, words)}
    ${share(ruling, t)}
    ${ruling.note
      ? html`<blockquote class="domain-note">
          <p class="written"><strong>${t.note}:</strong> ${ruling.note}</p>
        </blockquote>`
      : nothing}
    <p class="hint">${recorded}</p>`;
}

function recorder({ by, by_number: number }, t) {
  return number === null ? by ?? t.unknown : fill(t.unnamed, { number });
}

// Whether it is over half matters where the votes decide; what a room agrees on aloud needs none.
function share(ruling, t) {
  if (ruling.over_half === null || ruling.method === 'unanimous') return nothing;
  if (ruling.method === 'consensus') return html`<p>${fill(t.chose_it, ruling)}</p>`;
  return html`<p>${fill(ruling.over_half ? t.over_half : t.not_over_half, ruling)}</p>`;
}

function one(round, framework, { view, words }) {
  const { common } = words;
  const { levels } = framework;
  return html`<section class="domain-round">
    <h4>
      ${fill(common.round_number, round)}
      <span class="soft">${fill(words.lead.closed_at, { time: dated(round.closed_at, 'moment') })}</span>
    </h4>
    ${bars(round, levels, common)}
    <p class="soft">${common.cant_say}: <strong>${round.cant_say}</strong></p>
    ${pictureLine(round.picture, round, levels, common)} ${measureList(round.picture, common)}
    ${round.number > 1
      ? html`<h5>${common.movement.title}</h5>
          ${round.movement
            ? movementFigure(round.movement, round, levels, common)
            : html`<p class="soft">${common.movement.hidden}</p>`}`
      : nothing}
    ${round.ratings && anySides(view)
      ? html`<h5>${common.groups.title}</h5>
          ${round.groups.length
            ? groupsFigure(round.groups, round, framework, common)
            : html`<p class="soft">${common.groups.hidden}</p>`}`
      : nothing}
  </section>`;
}

/** Is any group of any round shown? If not, that is said once for the whole record. */
export const anySides = ({ domains }) =>
  domains.some(({ rounds }) => rounds.some(({ groups }) => groups.length));
