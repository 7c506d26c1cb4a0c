// Pages of a room that count together. A phone has no need of it: fewer bytes.
const AFTER = 5; // ms: a clock that wakes a moment early would show the second before once more

/** Draw as often as the second changes that is shown of a countdown: all pages of a room count together. */
export function everySecond(live, draw) {
  let waits;
  const wait = () => {
    clearTimeout(waits);
    const left = live.timerLeft() ?? live.breakLeft();
    waits = setTimeout(() => {
      wait();
      draw();
    }, (left % 1000 || 1000) + AFTER);
  };
  live.addEventListener('state', wait);
  wait();
}
