// One domain's results: the decision with how it came about, the round that it stands on, and more briefly those before.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { bars } from '../charts/bars.js';
import { groupsFigure } from '../charts/groups.js';
import { columnOf } from '../charts/kinds/index.js';
import { movementFigure } from '../charts/movement.js';
import { nextStepOf } from '../charts/nextstep.js';
import { pictureLine } from '../charts/picture.js';
import { reasonList } from '../charts/reasons.js';
import { canMove } from '../charts/sheet.js';
import { decisionBox, statusSaid } from '../charts/decision.js';
import { placesOf } from '../lib/instrument.js';
import { dated, fill, roundText } from '../lib/words.js';

export function domainResult({ rounds, ruling, status, reasons }, domain, page) {
  const { framework, words } = page;
  const levels = placesOf(framework, domain.key);
  const step = nextStepOf(domain, levels, ruling);
  return html`<article class="panel domain-result" aria-labelledby="domain-${domain.key}">
    <div class="domain-head">
      <h3 id="domain-${domain.key}">${domain.name}</h3>
      ${domain.gold ? html`<p class="soft"><strong>${words.common.gold}:</strong> ${domain.gold}</p>` : nothing}
      ${ruling ? ruled(ruling, rounds, levels, page) : html`<p class="notice">${statusSaid(status, levels, words)}</p>`}
    </div>
    ${step ? html`<p class="domain-step"><strong>${words.lead.next_step}:</strong> ${step}</p>` : nothing}
    ${ruling?.note
      ? html`<blockquote class="domain-note">
          <p class="written"><strong>${words.lead.note}:</strong> ${ruling.note}</p>
        </blockquote>`
      : nothing}
    ${domainParts({ rounds, reasons }, domain, page)}
  </article>`;
}

/** The rounds, the sides, who moved and the reasons: what there is. */
export function domainParts({ rounds, reasons }, domain, page) {
  const { framework, words } = page;
  const levels = placesOf(framework, domain.key);
  const last = rounds.at(-1);
  return html`
    ${last
      ? html`<div class="domain-parts">
          ${lastRound(last, rounds, levels, page)} ${sides(last, levels, page)} ${movement(last, levels, page)}
          ${rounds.slice(0, -1).map((round) => earlier(round, levels, page))}
        </div>`
      : nothing}
    ${reasons.length
      ? html`<section class="domain-quotes">
          <h4>${words.common.quotes.title}</h4>
          ${reasonList(reasons, levels, words.common, { latest: rounds.length > 1 ? null : 1 })}
        </section>`
      : nothing}`;
}

/** A decision, how it came about, and who recorded it when. */
export function ruled(ruling, rounds, levels, { words }) {
  const t = words.lead;
  const number = rounds.find(({ id }) => id === ruling.round)?.number;
  const recorded = roundText(t, 'recorded', { time: dated(ruling.at, 'moment'), by: recorder(ruling, words.common.trainers), number });
  return html`<div class="domain-decision">
    ${decisionBox(ruling, levels, words)}
    <div>
      ${share(ruling, number, t)}
      <p class="hint">${recorded}</p>
    </div>
  </div>`;
}

function recorder({ by, by_number: number }, t) {
  return number === null ? by ?? t.unknown : fill(t.unnamed, { number });
}

// Whether it is over half matters where the votes decide; what a room agrees on aloud needs none.
function share(ruling, number, t) {
  if (ruling.over_half === null || ruling.method === 'unanimous') return nothing;
  if (ruling.method === 'consensus') return html`<p>${roundText(t, 'chose_it', { ...ruling, number })}</p>`;
  return html`<p>${fill(ruling.over_half ? t.over_half : t.not_over_half, ruling)}</p>`;
}

function lastRound(round, rounds, levels, { view, framework, words }) {
  const { common } = words;
  return html`<section class="domain-part domain-round">
    <h4>
      ${roundText(common, 'round_number', round)}
      <span class="soft">${roundText(words.lead, 'closed_at', { time: dated(round.closed_at, 'moment'), number: round.number })}</span>
    </h4>
    ${pictureLine(round.picture, round, levels, common)} ${bars(round, levels, common)}
    ${cantSay(round, levels, common)}
    ${withheld(round, rounds.length > 1 && canMove(levels, framework), view, common).map(({ title, hidden }) => html`<p class="soft"><strong>${title}:</strong> ${hidden}</p>`)}
  </section>`;
}

// What there is of the round and may not be told, but where no group of any round may be: that is said once.
const withheld = ({ ratings, groups, movement: moved, withheld: isAll }, hasEarlier, view, common) => isAll ? [] : [
  ...(ratings && !groups.length && anySides(view) ? [common.groups] : []),
  ...(hasEarlier && !moved ? [common.movement] : []),
];

function sides(round, levels, { framework, words: { common } }) {
  if (!round.groups.length) return nothing;
  return html`<section class="domain-part">
    <h4>${common.groups.title}</h4>
    ${groupsFigure(round.groups, round, levels, framework, common)}
  </section>`;
}

function movement(round, levels, { words: { common } }) {
  if (!round.movement) return nothing;
  return html`<section class="domain-part">
    <h4>${common.movement.title}</h4>
    ${movementFigure(round.movement, round, levels, common)}
  </section>`;
}

const cantSay = (round, levels, common) =>
  columnOf(levels).cant_say ? html`<p class="soft cant-say">${common.cant_say}: <strong>${round.cant_say}</strong></p>` : nothing;

function earlier(round, levels, { words: { common, lead } }) {
  return html`<section class="domain-part domain-round is-earlier">
    <h4>${roundText(lead, 'earlier', round)}</h4>
    ${pictureLine(round.picture, round, levels, common)} ${bars(round, levels, common)}
    ${cantSay(round, levels, common)}
  </section>`;
}

/** Is any group of any round shown? If not, that is said once for the whole record. */
export const anySides = ({ domains }) =>
  domains.some(({ rounds }) => rounds.some(({ groups }) => groups.length));
