// Texts come from the server (voting/words); only what varies is put in here.

const rules = new Intl.PluralRules(document.documentElement.lang || undefined);

/** Put values in the places of a text: fill('Round {number}', {number: 2}) gives 'Round 2'. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
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
