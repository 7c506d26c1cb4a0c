// The three questions of a discussion, word for word the same on every screen.
import { fill, span } from '../lib/words.js';

/** The sentences: `questions` are as in the views, null outside a discussion; `words` is boot.words.common. */
export function questionsOf({ questions }, levels, words) {
  if (!questions) return [];
  const { ask, low, low_to, high, high_to } = questions;
  const label = (rating) => levels[rating]?.said ?? levels[rating]?.label;
  const labels = { low: span(label, low, low_to, words), high: span(label, high, high_to, words) };
  return ask.map((key) => fill(words.questions[key], labels));
}
