// The projected room view: shows the state and nothing else.
import '../lib/drawing.js'; // before anything is drawn
import { render } from '../../vendor/lit-html/lit-html.js';
import { readBoot } from '../lib/words.js';
import { follow } from '../lib/follow.js';
import { glide } from '../lib/glide.js';
import { nameplaces } from '../lib/instrument.js';
import { Live } from '../lib/live.js';
import { everySecond } from '../lib/seconds.js';
import { frame } from '../room/frame.js';
import { FullScreen } from '../room/full.js';
import { fillRows } from '../room/finished.js';
import { fitPlan } from '../room/plan/index.js';
import { fitReasons } from '../room/reasons.js';
import { wayOf } from '../room/stretch.js';
import { fitQuestions } from '../room/talk.js';
import { fitRows } from '../room/topic.js';

// Bars and head make room for what a trainer shows, for the discussion and for the decision.
const MOVABLE =
  '.tower, .tower-space, .tower-bar, .tower-before, .tower-label > *, .tower-count, .tower-was, ' +
  '.result-rest > *, .result-side > *, .talk-head > *, .result-main > .groups, .domain-head > *, .picture';

const boot = readBoot();
nameplaces(boot.framework, boot.words.common.answers);
const root = document.getElementById('main');
const live = new Live(boot);
const full = new FullScreen(draw);

function draw() {
  const { view } = live.state;
  const arrive = glide(root, MOVABLE, wayOf);
  render(frame({ boot, live, view, full, left: live.timerLeft() }), root);
  fitReasons(root, boot.words.common);
  fitQuestions(root);
  fitRows(root);
  fitPlan(root, boot.words.goals_stage.more);
  fillRows(root);
  arrive();
}

follow({ boot, live, connected: boot.words.room.fresh, draw });
addEventListener('resize', draw);
root.replaceChildren();
draw();
everySecond(live, draw); // the clock and the countdown
