// What the console, the room view and the results page do alike: draw what is new and tell screen
// readers what happened.
import { Announcer, spoken } from './news.js';
import { fill, subjectOf } from './words.js';

/** Draw whenever something changed; `connected` is said once the connection stands. */
export function follow({ boot, live, connected, draw }) {
  const { words, framework } = boot;
  const announcer = new Announcer(document.getElementById('status'));
  let { view } = live.state;
  live.addEventListener('state', () => announcer.say(connected), { once: true });
  live.addEventListener('state', () => {
    const said = spoken(view, live.state.view);
    view = live.state.view;
    const domain = subjectOf(framework, view.domain)?.short;
    if (said) announcer.tell(fill(words.status[said], { domain }));
    draw();
  });
  live.addEventListener('freshness', () => {
    announcer.say(live.freshness === 'stale' ? words.status.stale : words.status.fresh);
    draw();
  });
  live.addEventListener('ended', () => {
    announcer.say(live.ended.sentence);
    draw();
  });
  return announcer;
}
