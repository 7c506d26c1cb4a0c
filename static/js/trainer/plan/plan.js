// What the console holds of the plan besides what the view says: what is typed and not stored, what is marked, what is
// unfolded to be changed.
import { goTo } from '../parts.js';
import { Doing } from './doing.js';
import { FormDrafts } from './formdrafts.js';
import { Looking } from './looking.js';
import { looseEnds } from './looseends.js';
import { Marks } from './marks.js';
import { Writing } from './writing.js';

export class PlanDesk {
  seenOpen = new Set(); // ids of actions that this page has seen open
  typedIn = new Set(); // forms in which something was typed while this page was open: they stay unfolded

  /** `ask(message)` sends what is typed in a goal, `keeps` hold it and what is typed or marked elsewhere until it is
   * stored, `newId` names a request, `workshop` is this one's id, `domains` are the keys of all there are. */
  constructor({ desk, confirm, words, keeps, ask, newId, me, workshop, domains, most }) {
    this.desk = desk;
    this.words = words;
    this.writing = new Writing({ ask, keep: keeps.goals, me, newId });
    this.forms = new FormDrafts({ keep: keeps.forms, workshop, changed: () => desk.changed() });
    this.looking = new Looking({ isTyping: () => document.activeElement?.closest('.plan') && isText(document.activeElement), changed: () => desk.changed() });
    this.marks = new Marks({ keys: domains, most, keep: keeps.marks });
    this.doing = new Doing({ desk, confirm, words, writing: this.writing, looking: this.looking, marks: this.marks, unfinished: () => this.unfinished });
  }

  /** Take a state. */
  follow(view) {
    this.writing.follow(view.plan, view.phase === 'finished');
    this.forms.follow(view);
    this.looking.follow(view);
  }

  /** What a trainer has begun and neither sent nor agreed: {part, text} each. */
  get unfinished() {
    return looseEnds(this.desk.view.plan, this);
  }

  /** Nothing of what is typed is stored here any more. */
  clear() {
    for (const each of [this.writing, this.forms, this.marks]) each.clear();
  }

  /** Go to a part, by a press. */
  look(part) {
    this.looking.goTo(part);
    goTo('step-title');
  }

  /** Unfold a form, with these fields filled in, and go to `field`. */
  open(what, field, fields) {
    this.forms.begin(what, fields);
    goTo(field);
  }

  /** Throw away what is typed in a form and fold it; the focus goes to the heading with the id `heading`. */
  close(what, heading) {
    this.forms.discard(what);
    goTo(heading);
  }
}

const isText = (field) => field.matches('textarea, select, input:not([type=radio], [type=checkbox])');
