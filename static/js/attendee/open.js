// The screen of an open round whose topic has cards. Fetched while people wait for it, or with the page: see late.js.
import { ballot, saveBar } from './ballot.js';
import { gold } from './screens.js';

const LAST_MOMENTS = 3000; // ms before a round closes by itself

export function open(page) {
  const { view, words, outbox } = page;
  const { round } = view;
  const status = outbox.status(round.id);
  // Just before the clock closes the round nothing waits.
  const isEnding = () => view.timer?.closes && page.live.timerLeft() < LAST_MOMENTS;
  return ballot({
    ...page,
    round,
    chosen: outbox.chosen(round.id),
    choose: (rating, delay) => page.choose(round.id, rating, isEnding() ? 0 : delay),
    hurry: () => outbox.hurry(),
    above: gold(page),
    below: saveBar(barOf(round, status, page), words, round.number > 1, page.later?.goToReason, page.later?.ratedAhead(page)),
  });
}

function barOf({ nudges }, status, { freshness }) {
  if (status === 'none' && nudges) return 'nudged';
  return freshness === 'stale' && status === 'saving' ? 'late' : status;
}
