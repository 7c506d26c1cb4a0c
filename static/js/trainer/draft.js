// The ruling as it is being written: kept through every state that arrives. Touches no page.
export class RulingDrafts {
  #drafts = new Map();

  /** The draft for the domain on the screens, put right for the methods allowed now. */
  for(view) {
    const round = view.rounds.at(-1)?.id;
    const draft = this.#drafts.get(view.domain) ?? { method: null, rating: null, note: '', by: '', round };
    // A new round changes what may be recorded; what was typed stays, what was chosen does not.
    if (draft.round !== round) Object.assign(draft, { method: null, rating: null, round });
    this.#drafts.set(view.domain, draft);
    return draft;
  }

  choose(view, method) {
    const option = view.options.find((each) => each.method === method);
    Object.assign(this.for(view), { method, rating: option?.proposed ?? null });
  }

  /** A ruling that was reopened, from the domain's results: it is written again from what it was. */
  takeBack({ domain, ruling, rounds }) {
    const { method, rating, note } = ruling;
    this.#drafts.set(domain, { method, rating, note, by: '', round: rounds.at(-1)?.id });
  }

  done(domain) {
    this.#drafts.delete(domain);
  }
}

/**
 * What in the last round speaks against the rating that is about to be recorded as a consensus: it is not among those
 * that most chose. Null if nothing does, else the words to use ('most', 'largest' or 'tied') and what fills them in:
 * those most chosen, their votes, all ratings, the rating.
 */
export function doubt({ method, rating }, round) {
  if (method !== 'consensus' || rating === null || Array.isArray(rating) || !round?.ratings) return null;
  const { counts, ratings } = round;
  const votes = Math.max(...counts);
  if (counts[rating] === votes) return null;
  const tops = [...counts.keys()].filter((one) => counts[one] === votes);
  const say = tops.length > 1 ? 'tied' : votes > ratings / 2 ? 'most' : 'largest';
  return { say, tops, votes, ratings, rating };
}

/** All that is still missing before this draft can be sent: of 'method', 'rating' and 'note'. */
export function missing(draft, options) {
  const option = options.find(({ method }) => method === draft.method);
  if (!option) return ['method'];
  return [
    option.ratings.length && !fits(draft.rating, option) && 'rating',
    option.needs_reason && !draft.note.trim() && 'note',
  ].filter(Boolean);
}

/** Is an answer one that the option can record: one of its places, or up to as many as it takes? */
function fits(answer, { ratings, most = 1 }) {
  if (most === 1) return ratings.includes(answer);
  return Array.isArray(answer) && answer.length > 0 && answer.length <= most && answer.every((place) => ratings.includes(place));
}

/** Is this place chosen in a draft? */
export const isChosen = ({ rating }, place) => [rating].flat().includes(place);

/** An answer of several places with this one in it, or without it; null where none is left. */
export function toggled(answer, place, on) {
  const others = [answer ?? []].flat().filter((one) => one !== place);
  const chosen = on ? [...others, place].sort((a, b) => a - b) : others;
  return chosen.length ? chosen : null;
}
