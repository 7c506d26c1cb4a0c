// Where everything goes in the small chart of a domain over all workshops. No page, no words.

export const [WIDE, HIGH] = [160, 84]; // of a chart, in units
const SIDE = 14; // the space around its marks

/**
 * Where the marks of a domain stand; `then` is what it was at each of `points`, as in the view. `marks` is one for each
 * workshop, {x, y, rating}, whose rating is null where there is none on this scale; `lines` go between neighbours that
 * both have one, so that a gap stays a gap; `levels` is the height of each rating, lowest first. The scale is that of
 * all ratings, whichever were given.
 */
export function layOut(then, points, levels) {
  const across = (WIDE - 2 * SIDE) / Math.max(1, points.length - 1);
  const up = (HIGH - 2 * SIDE) / (levels.length - 1);
  const height = (rating) => HIGH - SIDE - rating * up;
  const { framework } = points.at(-1); // this workshop's
  const isOnScale = (one, place) => one && points[place].framework === framework && one.levels === levels.length;
  const marks = then.map((one, place) => {
    const rating = isOnScale(one, place) ? one.rating : null;
    return { x: SIDE + place * across, y: rating === null ? null : height(rating), rating };
  });
  const lines = marks.slice(1).map((mark, place) => [marks[place], mark]);
  return {
    marks,
    lines: lines.filter((pair) => pair.every(({ rating }) => rating !== null)),
    levels: levels.map(({ rating }) => height(rating)),
  };
}
