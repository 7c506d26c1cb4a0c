// What a trainer puts before the room, and takes down again.
export class Showing {
  constructor({ desk, asking }) {
    Object.assign(this, { desk, asking });
    this.wanted = new Map(); // parts just asked to be shown or not, until the answer is there
  }

  /** As with every switch here: it shows what was asked for until the answer says what is so. */
  async part(part, on) {
    if (this.desk.isBusy('shown')) return this.desk.changed();
    this.wanted.set(part, on);
    await this.desk.run('shown', 'shown', on ? 'show_part' : 'hide_part', { part });
    this.wanted.delete(part);
    return this.desk.changed();
  }

  reason({ id, text }) {
    return this.asking.sure('given', 'show_reason', `reason:${id}`, 'show_reason', { reason: id }, { text });
  }

  /** The question can be answered whatever happens meanwhile: it names what it is about. */
  withdraw(place, { id, text }) {
    return this.asking.sure(place, 'withdraw_reason', `withdraw:${id}`, 'withdraw_reason', { reason: id }, { text }, null);
  }
}
