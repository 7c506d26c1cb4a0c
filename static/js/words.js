// Texts come from the server (voting/words); only what varies is put in here.

/** Put values in the places of a text: fill('Round {number}', {number: 2}) gives 'Round 2'. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}
