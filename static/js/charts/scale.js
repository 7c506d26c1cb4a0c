// How long bars and towers are: always a share of the ratings of their own round, so that rounds of
// different size, side by side or a page apart, stand on one scale.

// The share of the narrowest bar (about 15rem) that a count needs: the space around it, and each of its digits.
const AROUND = 0.02;
const DIGIT = 0.06;

/** How much `count` is of `all` ratings, from 0 to 1; nothing of nothing is 0. */
export const share = (count, all) => (all ? count / all : 0);

/** The greatest share that any rating has in any of `rounds`, from 0 to 1: what fills the height where
 * bars have no track. 1 if there is no rating at all. */
export function greatestShare(rounds) {
  const shares = rounds.flatMap(({ counts, ratings }) => counts.map((count) => share(count, ratings)));
  return Math.max(0, ...shares) || 1;
}

/** Which ratings have a segment of a bar of all `counts` that is wide enough for its count, and which have one
 * too thin for it. */
export function segments(counts) {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const given = counts.map((_, rating) => rating).filter((rating) => counts[rating]);
  const isWide = (rating) => share(counts[rating], all) >= AROUND + DIGIT * String(counts[rating]).length;
  return { wide: given.filter(isWide), thin: given.filter((rating) => !isWide(rating)) };
}
