// What the server has written into the page: the first state, the framework, and the texts (voting/words),
// into which what varies is put here, in the page's language.

export const language = globalThis.document?.documentElement.lang || undefined;
const rules = new Intl.PluralRules(language);
const TIME = { hour: '2-digit', minute: '2-digit' };
const DAY = { day: 'numeric', month: 'long', year: 'numeric' };
const STYLES = {
  time: TIME,
  second: { ...TIME, second: '2-digit' },
  weekday: { weekday: 'long', ...TIME },
  day: DAY,
  moment: { ...DAY, ...TIME, timeZoneName: 'short' },
};

/** Read the page's boot data (docs/protocol.md lists its fields). */
export function readBoot() {
  return JSON.parse(document.getElementById('boot').textContent);
}

/** The domain of a framework view with this key, or undefined. */
export function domainOf(framework, key) {
  return framework.domains.find((domain) => domain.key === key);
}

/** What a topic is about: its domain or, of several, what the screens call them together: {key, name, short}. */
export function subjectOf(framework, key) {
  const domain = domainOf(framework, key);
  if (domain || !key) return domain;
  const [what, copy] = key.split('@');
  const names = [framework.copies.find((one) => one.key === copy), framework.rows.find((one) => what === `${one.key}.*`)];
  const name = names.flatMap((one) => one?.name ?? []).join(': ') || framework.name;
  return { key, name, short: name };
}

/** The column of a domain. */
export function columnOf(framework, key) {
  const { column } = domainOf(framework, key);
  return framework.columns.find((one) => one.key === column);
}

/** The scale of a domain, lowest first where it has an order: each {place, value, label, meaning}. */
export const placesOf = (framework, key) => columnOf(framework, key).places;

/** Put values in the places of a text: fill('Round {number}', {number: 2}) gives 'Round 2'. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** A text about a round: of what was rated ahead of the workshop, which is number 0, the one beside it. */
export function roundText(texts, key, values) {
  return fill(texts[values.number === 0 ? `${key}_ahead` : key], values);
}

/** The form of a text that fits a number: {one: '{n} person', other: '{n} people'}. */
export function counted(forms, n) {
  return fill(forms[rules.select(n)] ?? forms.other, { n });
}

/** One thing, two neighbours or more of a scale, each named by `name`: "2", "2 or 3", "1 to 3". */
export function span(name, from, to, words) {
  if (to === undefined || from === to) return name(from);
  return fill(to === from + 1 ? words.range.two : words.range.more, { low: name(from), high: name(to) });
}

/** A moment (a Date, ms or an ISO time) by this device's clock: its "time", with the "second" or the "weekday",
 * its "day", or the whole "moment". A bare date means a day, not midnight in Greenwich. */
export function dated(moment, style) {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(moment);
  return new Date(isDay ? `${moment}T12:00` : moment).toLocaleString(language, STYLES[style]);
}
