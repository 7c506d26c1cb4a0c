// What a phone needs once people rate, and not to join: fetched while they do, as most phones join on
// a slow connection.
export { glide } from '../glide.js'; // for what the rest pushes aside
export { leftToSay, reasonBox } from './reasonbox.js';
export { shownParts } from './shown.js';
