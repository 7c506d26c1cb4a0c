// Makes what a plan shows as large as there is room for. Lists that do not fit even in the smallest size that can be read
// from the back give way from their end, and the room is told how much more there is; single texts grow smaller.
import { counted } from '../../lib/words.js';

const LARGEST_FIRST = [2.3, 2.15, 2, 1.9, 1.8, 1.7, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1];
const MOST_LINES = [8, 7, 6, 5, 4, 3, 2]; // of a text that is cut
const fitted = new WeakMap(); // part -> {state, place, from}

/** After drawing. It measures only what has changed, as the clock draws every second. `more` are the forms of "and n
 * more". */
export function fitPlan(root, more) {
  for (const part of root.querySelectorAll('.plan-fit')) fit(part, more);
}

// A part may say in `data-most` how large it grows, and in `data-least` how small it gets before its lists give way; what
// is dense has less around it before they do. What is typed only makes text smaller as long as it is about the same
// `data-subject`: it would jump with each line.
function fit(part, more) {
  const before = fitted.get(part);
  const { subject = '', most = Infinity, least = 0 } = part.dataset;
  const state = () => [innerWidth, innerHeight, part.clientWidth, part.clientHeight, part.textContent].join(' ');
  if (before?.state === state()) return;
  const place = [subject, innerWidth, innerHeight].join(' ');
  const from = subject && before?.place === place ? before.from : Number(most);
  const sizes = LARGEST_FIRST.filter((times) => times <= from && times >= Number(least));
  const fits = () => part.scrollHeight <= part.clientHeight && part.scrollWidth <= part.clientWidth;
  const fitsAt = (times) => {
    part.style.setProperty('--times', times);
    return fits();
  };
  part.classList.remove('is-close', 'is-cut');
  const lists = [...part.querySelectorAll('.plan-list')].map((list) => new Entries(list, more));
  const goals = lists.filter(({ ofGoals }) => ofGoals);
  const others = lists.filter(({ ofGoals }) => !ofGoals);
  const close = () => {
    part.classList.add('is-close');
    return LARGEST_FIRST.some(fitsAt);
  };
  const cut = () => {
    part.classList.add('is-cut');
    return MOST_LINES.some((lines) => {
      part.style.setProperty('--lines', lines);
      return fits();
    });
  };
  const ways = [
    () => sizes.some(fitsAt),
    ...(part.classList.contains('is-dense') ? [close] : []),
    () => giveWay(others, fits),
    close,
    cut,
    () => giveWay(goals, fits),
  ];
  if (ways.findIndex((way) => way()) > 1) for (const one of [...goals, ...others]) one.refill(fits);
  fitted.set(part, { from: Number(part.style.getPropertyValue('--times')), place, state: state() });
}

// The longest list of what is too long, down to its first entry. Says whether it fits now.
function giveWay(lists, fits) {
  while (!fits()) {
    const long = lists.filter((one) => one.left > 1 && one.isTooLong);
    if (!long.length) return false;
    const longest = long.reduce((one, other) => (other.left > one.left ? other : one));
    longest.show(longest.left - 1);
  }
  return true;
}

/** A list whose last entries may be left out. One that was cut when it was drawn says in `data-beyond` how many it lacks. */
class Entries {
  #list;
  #more;

  constructor(list, more) {
    this.#list = list;
    this.#more = more;
    this.show(list.children.length);
  }

  get ofGoals() {
    return this.#list.matches('.plan-goals-list');
  }

  // Of cards side by side, only the long ones lose anything.
  get isTooLong() {
    const card = this.#list.closest('.session');
    return !card || card.scrollHeight > card.clientHeight;
  }

  show(left) {
    const all = [...this.#list.children];
    this.left = left;
    for (const [at, one] of all.entries()) one.hidden = at >= left;
    const line = this.#list.nextElementSibling;
    const missing = all.length - left + Number(this.#list.dataset.beyond);
    line.hidden = missing === 0;
    line.textContent = missing ? counted(this.#more, missing) : '';
  }

  /** Take back what there is room for after all. */
  refill(fits) {
    while (this.left < this.#list.children.length) {
      this.show(this.left + 1);
      if (!fits()) return this.show(this.left - 1);
    }
  }
}
