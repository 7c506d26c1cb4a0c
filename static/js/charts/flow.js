// Where everything goes in the drawing of who moved between two rounds. No page, no words.

const HEIGHT = 224; // on any scale, so that the text has as much room on one of seven ratings as on four
const NODE = 24; // the least height of a rating's node: its number is in it
const WIDTH = 100; // of the space between the two rounds, which a page makes as wide as it has room for

/**
 * `flow[from][to]` is how many people moved so. Each of `left` and `right` is {rating, count, top, height}, from
 * the highest rating down, so that moving up goes up; `ribbons` are {from, to, path}, in a box of `width` and
 * `height`, whose units are those of `top` and `height` too.
 */
export function layOut(flow) {
  const ratings = flow.map((_, rating) => rating).reverse();
  const rows = flow.map((row) => sum(row));
  const columns = flow.map((_, to) => sum(flow.map((row) => row[to])));
  const gap = flow.length > 5 ? 4 : 8;
  const room = HEIGHT - flow.length * (NODE + gap) + gap;
  const each = Math.max(room, NODE) / Math.max(1, sum(rows));
  const left = nodes(ratings, rows, each, gap);
  const right = nodes(ratings, columns, each, gap);
  const leaves = new Map(left.map(({ rating, top }) => [rating, top + NODE / 2]));
  const arrives = new Map(right.map(({ rating, top }) => [rating, top + NODE / 2]));
  const ribbons = [];
  for (const from of ratings) {
    for (const to of ratings) {
      const thick = flow[from][to] * each;
      if (!thick) continue;
      ribbons.push({ from, to, path: ribbon(leaves.get(from), arrives.get(to), thick) });
      leaves.set(from, leaves.get(from) + thick);
      arrives.set(to, arrives.get(to) + thick);
    }
  }
  return { width: WIDTH, height: HEIGHT + Math.max(0, NODE - room), left, right, ribbons };
}

function nodes(ratings, counts, each, gap) {
  let top = 0;
  return ratings.map((rating) => {
    const node = { rating, count: counts[rating], top, height: NODE + counts[rating] * each };
    top += node.height + gap;
    return node;
  });
}

function ribbon(from, to, thick) {
  const middle = WIDTH / 2;
  return (
    `M0 ${from}C${middle} ${from} ${middle} ${to} ${WIDTH} ${to}v${thick}` +
    `C${middle} ${to + thick} ${middle} ${from + thick} 0 ${from + thick}z`
  );
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
