// What the next step looks like, for a decision in the lower half of its scale, where the instrument says so. No page.

/** The sentence, or null: `cell` is a domain of the framework's words, `levels` are the places of its scale. */
export function nextStepOf(cell, levels, ruling) {
  const place = ruling?.rating;
  if (!Number.isInteger(place) || 2 * place >= levels.length - 1) return null;
  return cell.next_steps[place] || null;
}
