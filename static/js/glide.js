// What makes room for something new glides to its new place instead of jumping there.

const EFFECT = { duration: 450, easing: 'ease-in-out' };
const gliding = new WeakMap(); // element -> its animation under way

/** Before drawing: note where `parts` (a selector) are. Call the answer after drawing; they glide
 * from there, unless the person wants less motion. */
export function glide(root, parts) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => {};
  const before = [...root.querySelectorAll(parts)].map((part) => [part, placeOf(part)]);
  return () => {
    for (const [part, was] of before) if (part.isConnected) move(part, was);
  };
}

function move(part, was) {
  if (isSame(placeOf(part), was)) return; // at rest, or on its way already
  gliding.get(part)?.cancel();
  const now = placeOf(part);
  if (isSame(now, was)) return;
  const start = { transform: `translate(${was.left - now.left}px, ${was.top - now.top}px)` };
  gliding.set(part, part.animate([start, { transform: 'none' }], EFFECT));
}

const placeOf = (part) => part.getBoundingClientRect();

const isSame = (one, other) => Math.hypot(one.left - other.left, one.top - other.top) < 1;
