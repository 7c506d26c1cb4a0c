// What makes room for something new glides to its new place instead of jumping there.

const EFFECT = { duration: 300, easing: 'ease-in-out' };
const APPEAR = { duration: 500 };
const HIDDEN = { opacity: 0 };
const gliding = new WeakMap(); // element -> its animation under way

/** Before drawing: note where `parts` (a selector) are. Call the answer after drawing: they glide
 * from there, and what is new appears once they are out of its way. Without motion where the person
 * wants none. */
export function glide(root, parts) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => {};
  const before = new Map([...root.querySelectorAll(parts)].map((part) => [part, placeOf(part)]));
  return () => {
    const now = [...root.querySelectorAll(parts)];
    const moved = now.filter((part) => before.has(part) && move(part, before.get(part)));
    if (!moved.length) return;
    for (const part of now) if (!before.has(part)) part.animate([HIDDEN, { ...HIDDEN, offset: 0.6 }, {}], APPEAR);
  };
}

/** Let a part glide from where it was; says whether it does. */
function move(part, was) {
  if (isSame(placeOf(part), was)) return false; // at rest, or on its way already
  gliding.get(part)?.cancel();
  const now = placeOf(part);
  const across = way(was.left - now.left, was.right - now.right);
  const down = way(was.top - now.top, was.bottom - now.bottom);
  if (!across && !down) return false;
  const start = { transform: `translate(${across}px, ${down}px)` };
  gliding.set(part, part.animate([start, { transform: 'none' }], EFFECT));
  return true;
}

const placeOf = (part) => part.getBoundingClientRect();

// What only grows or shrinks has an edge that stays, and stays with it: a tower stands on its foot.
function way(one, other) {
  const least = Math.abs(one) < Math.abs(other) ? one : other;
  return Math.abs(least) < 1 ? 0 : least;
}

const EDGES = ['left', 'right', 'top', 'bottom'];
const isSame = (one, other) => EDGES.every((edge) => Math.abs(one[edge] - other[edge]) < 1);
