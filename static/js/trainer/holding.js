// What a person is using stays where it is on the screen while the page around it is drawn anew, also where the
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

// What has the focus, or else what the pointer is on, or else the form for a decision, once it is well in sight: a
// finger gives no sign before it touches. Outside what stays put by itself.
function busyWith(root) {
  const focused = document.activeElement;
  const pointed = [...root.querySelectorAll('.desk :hover')].at(-1);
  const busy = [focused, pointed].find((one) => one?.closest('.desk') && root.contains(one) && isInSight(one));
  const form = root.querySelector('#ruling');
  return busy ?? (form && isInSight(form, innerHeight / 2) ? form : null);
}

function isInSight(element, above = innerHeight) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < above;
}
