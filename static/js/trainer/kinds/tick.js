// Ticks: how many say that it is there.
import { html } from '../../../vendor/lit-html/lit-html.js';
import { levelClass } from '../../charts/levels.js';
import { fill } from '../../lib/words.js';

const THERE = 1;

export const mark = ({ place }) => (place === THERE ? '✓' : '✗');

// Where there is no room for a chip.
export const short = ({ said }) => `“${said}”`;
export const read = () => '';

export const legend = (hands, rows) => rows.hand_ticks;
export const which = (ruling, rows) => rows.which_tick;
export const explain = ({ rows }) => rows.explain;

export const summary = ({ counts, ratings }, places, t) => fill(t.ticked, { n: counts[THERE], all: ratings, answer: places[THERE].said });

export const strip = (round, places) => html`<span class="strip" aria-hidden="true"
  ><span class="strip-part ${levelClass(THERE, places.length)}" .style=${`--count: ${round.counts[THERE]}`}></span
  ><span class="strip-rest" .style=${`--count: ${round.counts[0]}`}></span
></span>`;

export const height = ({ counts, ratings }) => (ratings ? counts[THERE] / ratings : -1);
