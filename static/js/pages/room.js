// The projected room view: shows the state and nothing else.
import '../lib/drawing.js'; // before anything is drawn
import { render } from '../../vendor/lit-html/lit-html.js';
import { readBoot } from '../lib/words.js';
import { follow } from '../lib/follow.js';
import { glide } from '../lib/glide.js';
import { Live } from '../lib/live.js';
import { frame } from '../room/frame.js';
import { FullScreen } from '../room/full.js';
import { fitReasons } from '../room/reasons.js';

// Bars and head make room for what a trainer shows, and for the talk.
const MOVABLE = '.tower, .result-rest > *, .result-side > *, .result-more > *, .domain-head > *, .result-picture > *';

const boot = readBoot();
const root = document.getElementById('main');
const live = new Live(boot);
const full = new FullScreen(draw);

function draw() {
  const { view } = live.state;
  const arrive = glide(root, MOVABLE);
  render(frame({ boot, live, view, full, left: live.timerLeft() }), root);
  fitReasons(root, boot.words.common);
  arrive();
}

follow({ boot, live, connected: boot.words.room.fresh, draw });
addEventListener('resize', draw);
root.replaceChildren();
draw();
setInterval(draw, 1000); // the clock and the countdown
