// What a phone needs once people rate, and not to join: fetched while they do, as most phones join on
// a slow connection.
import { COUNTED } from './counted.js';
import { STOPS } from './stops.js';

export { forgetOld, forgetPeople } from '../lib/forgetting.js';
export { nameplaces } from '../lib/instrument.js';
export { countdown } from '../lib/timer.js';
export { glide } from '../lib/glide.js'; // for what the rest pushes aside
export { decisionLine } from '../charts/decision.js';
export { levelClass } from '../charts/levels.js';
export { ratedAhead } from './before.js';
export { cancelled, notices } from './notices.js';
export { panel } from './panels.js';
export { scale } from './meanings.js';
export { Explaining, goToReason } from './explaining.js';
export { reasonBox } from './reasonbox.js';
export { WakeLock } from './wakelock.js';

export const SCREENS = { ...COUNTED, ...STOPS };
