// A ruling in words, the same on every screen: "1 Elements of good practice", "by majority, 11 of 18".
// `words` needs the common section.
import { fill } from './words.js';

/** The rating as number and label, or the word for a domain left unresolved. */
export function verdict(ruling, words) {
  if (ruling.rating === null) return words.common.methods.unresolved;
  return `${ruling.rating} ${ruling.label}`;
}

/** How the ruling came about; nothing for an unresolved one, whose verdict says it already. */
export function manner(ruling, words) {
  return ruling.rating === null ? '' : fill(words.common.methods[ruling.method], ruling);
}

/** Verdict and manner as one phrase. */
export function rulingLine(ruling, words) {
  return [verdict(ruling, words), manner(ruling, words)].filter(Boolean).join(', ');
}
