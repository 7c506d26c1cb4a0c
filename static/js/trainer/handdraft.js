// Ratings that are being entered by hand, as they stand in the form. Touches no page.

/** Kept through every state that arrives: one draft for each domain. */
export class ByHandDrafts {
  #drafts = new Map();

  /** The draft for the domain in hand. What was typed and not entered by the end of a round is there in its next. */
  for({ domain, round }, levels) {
    const draft = this.#drafts.get(domain) ?? { open: false, ...empty(levels) };
    this.#drafts.set(domain, draft);
    if (round) draft.round = round.id;
    return draft;
  }

  /** What was typed for a round of this domain that has closed since, or null. */
  leftOf({ domain, round }) {
    const draft = this.#drafts.get(domain);
    const isLeft = !round && draft && !isEmpty(draft) && asText(draft) !== draft.entered;
    return isLeft ? draft : null;
  }

  discard(domain) {
    this.#drafts.delete(domain);
  }

  /** Empty the draft that `payload` was made from; what was typed since then is kept. */
  done(payload) {
    for (const draft of this.#drafts.values()) {
      if (asText(draft) === JSON.stringify(payload)) Object.assign(draft, empty(payload.counts.length));
    }
  }
}

const empty = (levels) => ({ sector: '', counts: Array(levels).fill(''), cantSay: '' });
const asText = (draft) => JSON.stringify(payloadOf(draft));

/** Is there no number in it? */
export const isEmpty = ({ counts, cantSay }) => ![...counts, cantSay].some((text) => Number(text));

/** Write what was entered into the draft, to be put right. */
export function takeUp(draft, { sector, counts, cant_say }) {
  const text = (n) => (n ? String(n) : '');
  Object.assign(draft, { sector, counts: counts.map(text), cantSay: text(cant_say) });
  draft.entered = asText(draft);
}

/** A draft as the command wants it. */
export function payloadOf({ round, sector, counts, cantSay }) {
  return { round, sector, counts: counts.map(Number), cant_say: Number(cantSay) };
}

/** Which of its numbers are none, if up to `most` may be given of each: their keys, a rating or "cant-say". */
export function wrongIn({ counts, cantSay }, most) {
  return [...counts.entries(), ['cant-say', cantSay]]
    .filter(([, text]) => !(Number.isInteger(Number(text)) && Number(text) >= 0 && Number(text) <= most))
    .map(([key]) => key);
}
