// A break: until when, by this device's clock, and how long that is yet.
import { clockText } from './timer.js';

/** A break as facts: when it ends ("11:20"), what is left of it ("4:05"), over or not; null without. */
export function breakFacts(live) {
  const left = live.state.view.break ? live.breakLeft() : null;
  if (left === null) return null;
  const style = { hour: '2-digit', minute: '2-digit' };
  const back = new Date(live.breakEnds).toLocaleTimeString(document.documentElement.lang, style);
  return { back, text: clockText(left), over: left <= 0 };
}
