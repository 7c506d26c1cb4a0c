// How long bars and towers are: always a share of the ratings of their own round, so that rounds of
// different size, side by side or a page apart, stand on one scale.

/** How much `count` is of `all` ratings, from 0 to 1; nothing of nothing is 0. */
export const share = (count, all) => (all ? count / all : 0);

/** The greatest share that any rating has in any of `rounds`, from 0 to 1: what fills the height where
 * bars have no track. 1 if there is no rating at all. */
export function greatestShare(rounds) {
  const shares = rounds.flatMap(({ counts, ratings }) => counts.map((count) => share(count, ratings)));
  return Math.max(0, ...shares) || 1;
}

/** A share, of `most`, as a style: `--part: 50%`. */
export const part = (share, most = 1) => `--part: ${(100 * share) / most}%`;
