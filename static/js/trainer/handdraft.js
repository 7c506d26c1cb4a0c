// Ratings that are being entered by hand, as they stand in the form. Touches no page.

/** Kept through every state that arrives: one draft for each cell. */
export class ByHandDrafts {
  #drafts = new Map();
  #chosen = new Map(); // of each topic, the cell in the form
  open = false; // is the form unfolded?

  /** The draft for a cell of what is in hand, `domain` if that is one. What was typed and not entered by the end of a
   * round is there in its next. `most` is how many of `places` a person may choose. */
  for({ domain, round }, places, cell = domain, most = 1) {
    const draft = this.#drafts.get(cell) ?? empty(places);
    this.#drafts.set(cell, draft);
    Object.assign(draft, { several: most > 1, cell: cell === domain ? undefined : cell });
    if (round) draft.round = round.id;
    return draft;
  }

  /** The cell in the form, one of `cells`. */
  cellOf(domain, cells) {
    const chosen = this.#chosen.get(domain);
    return cells.includes(chosen) ? chosen : cells[0];
  }

  choose(domain, cell) {
    this.#chosen.set(domain, cell);
  }

  /** Those of `cells` for which something was typed in a round that has closed since, each {cell, draft}. */
  leftOf({ domain, round }, cells = [domain]) {
    if (round) return [];
    const isLeft = (draft) => draft && !isEmpty(draft) && asText(draft) !== draft.entered;
    return cells.map((cell) => ({ cell, draft: this.#drafts.get(cell) })).filter(({ draft }) => isLeft(draft));
  }

  discard(cell) {
    this.#drafts.delete(cell);
  }

  /** Empty the draft that `payload` was made from; what was typed since then is kept. */
  done(payload) {
    for (const draft of this.#drafts.values()) {
      if (asText(draft) === JSON.stringify(payload)) Object.assign(draft, empty(payload.counts.length));
    }
  }
}

const empty = (places) => ({ sector: '', counts: Array(places).fill(''), cantSay: '', people: '' });
const asText = (draft) => JSON.stringify(payloadOf(draft));

/** Is there no number in it? */
export const isEmpty = ({ counts, cantSay, people }) => ![...counts, cantSay, people].some((text) => Number(text));

/** Write what was entered into the draft, to be put right. */
export function takeUp(draft, { sector, counts, cant_say, answered }) {
  const text = (n) => (n ? String(n) : '');
  Object.assign(draft, { sector, counts: counts.map(text), cantSay: text(cant_say), people: text(answered) });
  draft.entered = asText(draft);
}

/** A draft as the command wants it: with its cell where a round asks about several, and how many people they are where
 * each may choose several. */
export function payloadOf({ round, sector, counts, cantSay, cell, several, people }) {
  const payload = { round, sector, counts: counts.map(Number), cant_say: Number(cantSay) };
  if (cell) payload.cell = cell;
  if (several) payload.answered = Number(people);
  return payload;
}

/** Which of its numbers are none, if up to `most` may be given of each: their keys, a place, "answered" or "cant-say". */
export function wrongIn({ counts, cantSay, people = '' }, most) {
  return [...counts.entries(), ['answered', people], ['cant-say', cantSay]]
    .filter(([, text]) => !(Number.isInteger(Number(text)) && Number(text) >= 0 && Number(text) <= most))
    .map(([key]) => key);
}
