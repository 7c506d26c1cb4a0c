// What a person suggests for a goal, on its way to the trainers. It has a name of its own, so that it is kept once however
// often it is sent. Touches no page.
import { Pending } from '../../lib/pending.js';

// `left` is how many more they may send, as far as it has been said.
const EMPTY = { draft: '', waiting: null, left: null, sent: false };

/** Emits "sent" and "refused" (detail: the error) too. */
export class Suggestions extends Pending {
  #newId;
  #most;

  /** `most` is how many one person may send at a meeting, `isOver` says whether none is taken any more. */
  constructor({ keep, ask, newId, most, isOver }) {
    super({ keep, ask, empty: EMPTY, isOver });
    this.#newId = newId;
    this.#most = most;
    this.deliver();
  }

  get draft() {
    return this.record.draft;
  }

  get left() {
    return this.record.left ?? this.#most;
  }

  /** "draft", "sending", "late", "sent" or "none". */
  get status() {
    const { waiting, draft, sent } = this.record;
    if (waiting) return this.isLate ? 'late' : 'sending';
    if (draft.trim()) return 'draft';
    return sent ? 'sent' : 'none';
  }

  /** What was written and can't be sent any more; '' for nothing. */
  get unsent() {
    return this.isOver && !this.record.waiting ? this.draft.trim() : '';
  }

  /** Is something written that nobody has yet? */
  get isWritten() {
    return Boolean(this.record.waiting || this.draft.trim());
  }

  write(draft) {
    this.save({ draft });
  }

  send() {
    const text = this.record.draft.trim();
    if (!text || this.record.waiting || this.left < 1) return;
    this.begin({ waiting: { id: this.#newId(), text }, draft: '', sent: false });
  }

  /** Take in how many a snapshot says that they may send. */
  adopt(left) {
    if (left !== this.record.left && !this.record.waiting) this.save({ left });
  }

  request({ id, text }) {
    return { id, text };
  }

  taken(sent, { left }) {
    if (this.record.waiting?.id === sent.id) this.save({ waiting: null, left, sent: true });
    this.dispatchEvent(new Event('sent'));
  }

  /** Back into the field, before what was written since: what could not be taken is not lost. */
  declined(sent, error) {
    const { draft, left } = this.record;
    const rest = error.code === 'too-many-suggestions' ? 0 : left;
    this.save({ waiting: null, draft: draft.trim() ? `${sent.text}\n${draft}` : sent.text, left: rest });
    this.dispatchEvent(new CustomEvent('refused', { detail: error }));
  }
}
