// What a browser keeps goes when it is of no more use: a workshop's once that is over here, and
// anything that was not used for 60 days.
import { OURS, today, USED, usesIn } from './keep.js';

const LASTS = 60; // days, as cookies do
const STORES = ['localStorage', 'sessionStorage'];

/** What those who took part in a workshop on this device left here, but for the person `stays`. */
export function forgetPeople(workshop, stays = null) {
  const theirs = `${OURS}${workshop}.`;
  const own = `${theirs}${stays}`;
  removeAll((key) => key.startsWith(theirs) && key !== own && !key.startsWith(`${own}.`));
}

/** What a trainer of a workshop left here. */
export function forgetTrainer(workshop) {
  removeAll((key) => key.endsWith(`.${workshop}`));
}

/** What nobody has used for 60 days. A value that an older version left, without a day, is as if used
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
      // where nothing can be kept there is nothing to forget
    }
  }
}
