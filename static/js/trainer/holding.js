// What somebody is busy with stays where it is on the screen while the page around it is drawn anew, also where the
// browser does not see to that by itself.

/** Before drawing. Call the answer afterwards: the window is scrolled by what has come or gone above. */
export function hold(root) {
  const held = busyWith(root);
  const before = held?.getBoundingClientRect().top;
  return () => {
    if (!held?.isConnected) return;
    const moved = held.getBoundingClientRect().top - before;
    if (Math.abs(moved) >= 1) scrollBy(0, moved);
  };
}

// What has the focus, or else what the pointer is on; outside what stays put by itself.
function busyWith(root) {
  const focused = document.activeElement;
  const pointed = [...root.querySelectorAll('.desk :hover')].at(-1);
  return [focused, pointed].find((one) => one?.closest('.desk') && root.contains(one) && isInSight(one));
}

function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
