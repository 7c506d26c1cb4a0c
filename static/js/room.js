// The projected room view: shows the state and nothing else; the one key it knows is full screen.
import { render } from '../vendor/lit-html/lit-html.js';
import { Announcer } from './announcer.js';
import { spoken } from './attendee/story.js';
import { domainOf, readBoot } from './boot.js';
import { Live } from './live.js';
import { frame } from './room/frame.js';
import { fitVoices } from './room/voices.js';
import { fill } from './words.js';

const boot = readBoot();
const root = document.getElementById('main');
const announcer = new Announcer(document.getElementById('status'));
const live = new Live(boot);
let { view } = live.state;

function draw() {
  render(frame({ boot, live, view, left: live.timerLeft() }), root);
  fitVoices(root);
}

function moveOn() {
  const said = spoken(view, live.state.view);
  view = live.state.view;
  const domain = domainOf(boot.framework, view.domain)?.short;
  if (said) announcer.say(fill(boot.words.status[said], { domain }));
  draw();
}

function fullScreen(event) {
  const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.repeat);
  if (event.key.toLowerCase() !== 'f' || !plain) return;
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

live.addEventListener('state', moveOn);
live.addEventListener('freshness', () => {
  const { status } = boot.words;
  announcer.say(live.freshness === 'stale' ? status.stale : status.fresh);
  draw();
});
live.addEventListener('ended', draw);
document.addEventListener('keydown', fullScreen);
addEventListener('resize', draw);
root.replaceChildren();
announcer.say(boot.words.room.fresh);
draw();
setInterval(draw, 1000); // the clock and the countdown
