// A visible countdown, counted on this device from what the server said was left.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { dated } from './words.js';

const LAST_MOMENTS = 3000; // ms

/** Is the clock about to close the round? Then nothing waits. */
export const isEnding = ({ view, live }) => view.timer?.closes && live.timerLeft() < LAST_MOMENTS;

/** "4:05" for 245,000 milliseconds; whole seconds, rounded up so that 0:00 means the end. */
export function clockText(ms) {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** A countdown as facts: its text, the share left (0 to 1), over or not; null without a timer. */
export function countdownFacts(timer, left) {
  if (!timer || left === null) return null;
  const all = Math.max(timer.seconds * 1000, left, 1);
  return { text: clockText(left), share: left / all, over: left <= 0 };
}

/** The countdown as text and a thin bar; the bar only repeats the text. */
export function countdownView(facts, { left, over }) {
  return html`<div class="timer ${facts.over ? 'is-over' : ''}">
    <p class="timer-text" role="timer">
      <span>${facts.over ? over : left}</span>
      ${facts.over ? nothing : html`<span class="countdown-clock">${facts.text}</span>`}
    </p>
    <div class="timer-track" aria-hidden="true">
      <span class="timer-fill" .style=${`--part: ${(100 * facts.share).toFixed(1)}%`}></span>
    </div>
  </div>`;
}

/** The same in a line of words: "Time left 4:05", or what else it `says`. `words` is boot.words.common. */
export function countdown(left, words, says = words.time_left) {
  return html`<p class="countdown" role="timer">
    ${left > 0
      ? html`${says} <span class="countdown-clock">${clockText(left)}</span>`
      : words.time_up}
  </p>`;
}

/** A break as facts: when it ends ("11:20"), what is left of it ("4:05"), over or not; null without. */
export function breakFacts(live) {
  const left = live.state.view.break ? live.breakLeft() : null;
  if (left === null) return null;
  return { back: dated(live.breakEnds, 'time'), text: clockText(left), over: left <= 0 };
}
