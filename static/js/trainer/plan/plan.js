// What the console holds of the plan besides what the view says: what is typed and not stored, what is marked, what is
// unfolded to be changed.
import { goTo } from '../parts.js';
import { Doing } from './doing.js';
import { Looking } from './looking.js';
import { Marks } from './marks.js';
import { blankSession } from './sessionform.js';
import { Writing } from './writing.js';

export class PlanDesk {
  opened = new Set(); // what is being changed: "needs", "action a1", "session s1", "session new"
  seenOpen = new Set(); // ids of actions that this page has seen open
  session = null; // the session in the form

  /** `ask(message)` sends what is typed in a goal, `keep` holds it until it is stored, `newId` names a request, `domains`
   * are the keys of all there are. */
  constructor({ desk, confirm, words, keep, ask, newId, me, domains, most }) {
    this.desk = desk;
    this.writing = new Writing({ ask, keep, me, newId });
    this.looking = new Looking({ isTyping: () => document.activeElement?.closest('.plan') && isText(document.activeElement), changed: () => desk.changed() });
    this.marks = new Marks(domains, most);
    this.doing = new Doing({ desk, confirm, words, writing: this.writing, looking: this.looking, marks: this.marks });
    desk.addEventListener('done', ({ detail }) => detail.ok && detail.place === 'plan-needs' && this.close('needs'));
  }

  /** Take a state. */
  follow(view) {
    this.writing.follow(view.plan);
    this.looking.follow(view);
  }

  /** Go to a part, by a press. */
  look(part) {
    this.looking.goTo(part);
    goTo('step-title');
  }

  /** Unfold what is to be changed, and go to `field`. */
  open(what, field) {
    this.opened.add(what);
    this.desk.changed();
    if (field) goTo(field);
  }

  /** It is changed no more; the focus goes to the heading with the id `heading`. */
  close(what, heading) {
    this.opened.delete(what);
    this.desk.changed();
    if (heading) goTo(heading);
  }

  /** Put a session together: one that there is, or one that is new and about these areas. */
  begin(one, areas = []) {
    for (const what of [...this.opened].filter((name) => name.startsWith('session '))) this.opened.delete(what);
    this.session = blankSession(one, areas);
    this.open(`session ${one?.id ?? 'new'}`, 'plan-session-title');
  }

  endSession() {
    this.close(`session ${this.session.id || 'new'}`, 'step-title');
  }
}

const isText = (field) => field.matches('textarea, select, input:not([type=radio], [type=checkbox])');
