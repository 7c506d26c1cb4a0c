// What makes room for something new glides to its new place instead of jumping there.

const EFFECT = { duration: 300, easing: 'ease-in-out' };
const APPEAR = { duration: 500 };
const HIDDEN = { opacity: 0 };
const gliding = new WeakMap(); // element -> its animation under way

/** Before drawing: note where `parts` (a selector) are. Call the answer after drawing: they glide
 * from there, and what is new appears once they are out of its way. Without motion where the person
 * wants none. `wayOf(part)` may give another way to go than `shift`. */
export function glide(root, parts, wayOf = () => shift) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => {};
  const before = new Map([...root.querySelectorAll(parts)].map((part) => [part, placeOf(part)]));
  return () => {
    const now = [...root.querySelectorAll(parts)];
    const moved = now.filter((part) => before.has(part) && move(part, before.get(part), wayOf(part)));
    if (!moved.length) return;
    for (const part of now) if (!before.has(part)) part.animate([HIDDEN, { ...HIDDEN, offset: 0.6 }, {}], APPEAR);
  };
}

/** Let a part glide from where it was; says whether it does. */
function move(part, was, way) {
  if (isSame(placeOf(part), was)) return false; // at rest, or on its way already
  gliding.get(part)?.cancel();
  const start = way(was, placeOf(part));
  if (!start) return false;
  gliding.set(part, part.animate([start, { ...start, transform: 'none' }], EFFECT));
  return true;
}

/** What puts a part, with its new size, where it was before: styles, or null if it is there. */
export function shift(was, now) {
  const across = nearer(was.left - now.left, was.right - now.right);
  const down = nearer(was.top - now.top, was.bottom - now.bottom);
  return across || down ? { transform: `translate(${across}px, ${down}px)` } : null;
}

const placeOf = (part) => part.getBoundingClientRect();

// What only grows or shrinks has an edge that stays, and stays with it: a tower stands on its foot.
function nearer(one, other) {
  const least = Math.abs(one) < Math.abs(other) ? one : other;
  return Math.abs(least) < 1 ? 0 : least;
}

const EDGES = ['left', 'right', 'top', 'bottom'];
const isSame = (one, other) => EDGES.every((edge) => Math.abs(one[edge] - other[edge]) < 1);
