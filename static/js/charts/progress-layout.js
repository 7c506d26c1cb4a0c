// Where everything goes in the chart of a goal's scores. No page, no words.

export const TOP = 10; // the highest score; 0 is one too
export const RULES = [0, 5, TOP];
const MARK = 0.7; // how wide a mark's place is beside that of a score

/**
 * Places in percent, across from the left and down from the top. A score has a place of its own, whatever the time
 * between two; so has a mark where the goal was reworded, and one where it was closed.
 *
 * `points` is one for each settled score, {x, y, score}, whose score is the view's; `lines` go between neighbours of one
 * wording, so that nothing joins what scores another; `starts` is the first score of each wording across all of its
 * places, {y, from, to}; `marks` is {x, kind}, a kind being `reworded` or the state of a closed goal; `columns` is how
 * wide each place is, with the score that it is of, or null.
 */
export function layOut({ scores, version, state }) {
  const places = placesOf(scores, version, state);
  const all = places.reduce((sum, { wide }) => sum + wide, 0) || 1;
  let passed = 0;
  for (const place of places) {
    place.from = (100 * passed) / all;
    passed += place.wide;
    place.to = (100 * passed) / all;
    place.x = (place.from + place.to) / 2;
  }
  const points = places.filter(({ score }) => score).map(({ x, score }) => ({ x, y: height(score.score), score }));
  const pairs = points.slice(1).map((point, at) => [points[at], point]);
  return {
    points,
    lines: pairs.filter(([one, other]) => one.score.version === other.score.version),
    starts: startsOf(places),
    marks: places.filter(({ kind }) => kind).map(({ x, kind }) => ({ x, kind })),
    columns: places.map(({ wide, score = null }) => ({ wide, score })),
  };
}

/** How far down a score stands. */
export const height = (score) => 100 - (100 * score) / TOP;

const mark = (kind) => ({ wide: MARK, kind });

function placesOf(scores, version, state) {
  const places = [];
  for (const [at, score] of scores.entries()) {
    if (at && scores[at - 1].version !== score.version) places.push(mark('reworded'));
    places.push({ wide: 1, score });
  }
  const last = scores.at(-1);
  if (last && last.version !== version) places.push(mark('reworded'));
  if (last && state !== 'open' && state !== 'draft') places.push(mark(state));
  return places;
}

function startsOf(places) {
  const starts = [];
  for (const { score, from, to } of places) {
    if (!score) continue;
    const held = starts.at(-1);
    if (held?.version === score.version) held.to = to;
    else starts.push({ version: score.version, y: height(score.score), from, to });
  }
  return starts;
}

/** How many points each score is from the first of its wording; null for that first one. */
export function changes(scores) {
  const first = new Map();
  return scores.map(({ version, score }) => {
    if (first.has(version)) return score - first.get(version);
    first.set(version, score);
    return null;
  });
}

/** The middle and the quartiles of what people gave, as the server finds them; null where nobody gave a score. */
export function spreadOf(counts) {
  const given = counts.map((_, score) => score).filter((score) => counts[score]);
  if (!given.length) return null;
  const all = counts.reduce((sum, count) => sum + count, 0);
  const quarter = (part) => {
    let reached = 0;
    return counts.findIndex((count) => (reached += count) * 4 >= all * part);
  };
  return { median: quarter(2), quartiles: [quarter(1), quarter(3)], lowest: given[0], highest: given.at(-1) };
}
