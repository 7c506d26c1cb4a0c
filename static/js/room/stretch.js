// How the parts of a tower move when it lies down or makes room: bars change their size on the way, and what
// holds text, which would be distorted, keeps the corner that it begins at. Each moves within the part around it.
import { shift } from '../lib/glide.js';

/** The way of a part, for lib/glide.js. */
export function wayOf(part) {
  if (part.matches('.tower-bar, .tower-before')) return stretch;
  return part.matches('.tower, .tower-space, .tower-label > *') ? fromCorner : shift;
}

const corner = (was, now) => `translate(${was.left - now.left}px, ${was.top - now.top}px)`;

const fromCorner = (was, now) => ({ transform: corner(was, now) });

function stretch(was, now) {
  if (!now.width || !now.height) return null; // nothing can be stretched out of that
  const size = `scale(${was.width / now.width}, ${was.height / now.height})`;
  return { transform: `${corner(was, now)} ${size}`, transformOrigin: '0 0' };
}
