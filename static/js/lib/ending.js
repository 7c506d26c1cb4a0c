// When a countdown ends. What is shown of it is in timer.js: a phone fetches that later.

const ON_ITS_WAY = 5000; // ms that a state takes at most: what differs by more, the server sees anew

/**
 * When a countdown ends, by this device's own clock; `left()` is in ms. `follow(one, ms)`: a state has come that says
 * so many are left of this timer or break, null for none; returns whether it is another one. A state that was long on
 * its way, or waited for a busy page, says too much: of several the soonest end is right.
 */
export function ending(now = () => performance.now()) {
  let name = null;
  let at;
  return {
    follow(one, ms) {
      const was = name;
      const ends = now() + ms;
      name = one && `${one.started_at} ${one.seconds}`;
      if (name !== was || ends < at || ends > at + ON_ITS_WAY) at = ends;
      return name !== was;
    },
    left: () => name && Math.max(0, at - now()),
  };
}
