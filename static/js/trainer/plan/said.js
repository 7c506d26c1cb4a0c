// The plan in words.
import { labelOf } from '../../lib/instrument.js';
import { counted, dated, domainOf, fill, language } from '../../lib/words.js';

const list = new Intl.ListFormat(language, { type: 'conjunction' });

/** A domain by its short name. */
export const domainName = (framework, key) => domainOf(framework, key)?.short ?? key;

/** An area of the catalogue by its name. */
export const areaName = (catalogue, key) => catalogue.areas.find((area) => area.key === key)?.name ?? key;

export const listed = (parts) => list.format(parts);

/** Why a domain is proposed: "rated Major challenge; two views". */
export function reasonsSaid({ domain, reasons }, { framework, words }) {
  const t = words.goals.reasons;
  return reasons.map(([why, about]) => fill(t[why], { level: levelSaid(framework, domain, about), mean: about, n: about })).join('; ');
}

function levelSaid(framework, domain, about) {
  return domainOf(framework, domain) && about !== '' ? labelOf(framework, domain, Number(about)) : about;
}

/** What an action or a draft is about, in a few words; empty where it is about nothing. */
export function aboutSaid({ goal, domain, session }, { view, framework, words }) {
  const { goals, goals_desk: t } = words;
  const held = view.plan.goals.find(({ id }) => id === goal);
  const chosen = view.plan.sessions.find(({ id }) => id === session);
  return [
    held && fill(goals.number, { n: held.number }),
    domain && domainName(framework, domain),
    chosen && fill(t.sessions.number, { n: chosen.number }),
  ].filter(Boolean).join(', ');
}

/** A day, in full; what is said of none. */
export const daySaid = (day, words) => (day ? dated(day, 'day') : words.goals.no_date);

/** A day to choose, from days.js, by how far off it is; a review with its day, as there may be several. */
export const dayIn = (one, words) => (one.weeks || one.months ? farOff(one, words) : dayInFull(one, words));

/** The same with its day. */
export const dayInFull = (one, words) => fill(words.goals_desk.days.on, { when: farOff(one, words), day: dated(one.day, 'day') });

function farOff({ weeks, months }, { goals_desk: { days: t } }) {
  if (weeks) return counted(t.weeks, weeks);
  return months ? counted(t.months, months) : t.review;
}

/** How the needs of a meeting came about: "chosen by a private vote of 14 people". */
export function howSaid({ how, voters }, { words }) {
  const t = words.goals.how;
  return how === 'vote' ? counted(t.vote, voters) : t.trainer;
}

/** A change of score with its sign. */
export const signed = (change) => (change > 0 ? `+${change}` : change < 0 ? `−${-change}` : '0');
