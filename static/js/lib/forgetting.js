// Removes what this browser no longer needs: a workshop's values once it is over here, and anything
// unused for 60 days.
import { OURS, today, USED, usesIn } from './keep.js';

const LASTS = 60; // days
const STORES = ['localStorage', 'sessionStorage'];

/** Remove what people who took part in a workshop on this device left, except the person `stays`. */
export function forgetPeople(workshop, stays = null) {
  const theirs = `${OURS}${workshop}.`;
  const own = `${theirs}${stays}`;
  removeAll((key) => key.startsWith(theirs) && key !== own && !key.startsWith(`${own}.`));
}

/** Remove what a trainer of a workshop left here. */
export function forgetTrainer(workshop) {
  removeAll((key) => key.endsWith(`.${workshop}`));
}

/** Remove all that any page of ours left here. */
export function forgetAll() {
  eachStore((store) => {
    remove(store, () => true);
    store.removeItem(USED); // which names the rest
  });
}

/** Remove what has not been used for 60 days. A value without a date, from an older version, counts as used
 * today. */
export function forgetOld() {
  eachStore((store) => {
    const uses = usesIn(store);
    remove(store, (key) => uses[key] < today() - LASTS);
    const left = keysOf(store).map((key) => [key, uses[key] ?? today()]);
    if (left.length) store.setItem(USED, JSON.stringify(Object.fromEntries(left)));
    else store.removeItem(USED);
  });
}

const keysOf = (store) => Object.keys(store).filter((key) => key.startsWith(OURS) && key !== USED);

function remove(store, isGone) {
  for (const key of keysOf(store).filter(isGone)) store.removeItem(key);
}

function removeAll(isGone) {
  eachStore((store) => remove(store, isGone));
}

function eachStore(act) {
  for (const name of STORES) {
    try {
      act(window[name]);
    } catch {
      // no storage, so nothing to remove
    }
  }
}
