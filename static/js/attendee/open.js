// The screen of an open round whose topic has cards. Fetched while people wait for it, or with the page: see late.js.
import { isEnding } from '../lib/timer.js';
import { ballot, saveBar } from './ballot.js';
import { gold } from './screens.js';

export function open(page) {
  const { view, words, outbox } = page;
  const { round } = view;
  const status = outbox.status(round.id);
  return ballot({
    ...page,
    round,
    chosen: outbox.chosen(round.id),
    choose: (rating, delay) => page.choose(round.id, rating, isEnding(page) ? 0 : delay),
    hurry: () => outbox.hurry(),
    above: gold(page),
    below: saveBar(barOf(round, status, page), words, round.number > 1, page.later?.goToReason, page.later?.ratedAhead(page)),
  });
}

function barOf({ nudges }, status, { freshness }) {
  if (status === 'none' && nudges) return 'nudged';
  return freshness === 'stale' && status === 'saving' ? 'late' : status;
}
