// What a trainer does about people: remove, merge, let back in, and practice attendees.
import { about } from './doubles.js';
import { goTo } from './parts.js';

export class Crowd {
  constructor({ desk, asking, confirm, pairs, words }) {
    Object.assign(this, { desk, asking, confirm, pairs, words });
    this.merging = { person: '', into: '' }; // as chosen in the form
    this.removing = { minutes: 5, network: null };
  }

  // A rating in the open round may go with its person; whether it is there is looked up when asked.
  remove({ id, name, rated }) {
    const question = rated ? 'remove_rated' : 'remove_person';
    const payload = () => ({ person: id, with_ballot: this.confirm.ticked });
    return this.asking.sure('people', question, `remove:${id}`, 'remove_person', payload, { name });
  }

  async merge({ person, into, name, other }) {
    const values = { name, other };
    const ok = await this.asking.sure('people', 'merge_people', `merge:${person}`, 'merge_people', { person, into }, values);
    if (ok) Object.assign(this.merging, { person: '', into: '' });
    this.desk.changed();
  }

  /** Its row goes, and the focus to the heading that it was under. */
  apart(pair) {
    this.pairs.add(pair);
    this.desk.changed();
    if (document.activeElement === document.body) goTo('people-title');
  }

  /** Of one network (null: of all), about so many `people`. */
  async removeJoined(minutes, network, people) {
    const { doubles } = this.words;
    const values = { when: doubles.minutes[minutes], people: about(people, doubles), name: network?.name };
    const question = network ? 'remove_network' : 'remove_joined';
    const payload = { minutes, like: network?.like ?? '' };
    const ok = await this.asking.sure('people', question, 'remove_joined', 'remove_joined', payload, values);
    if (ok) Object.assign(this.removing, { minutes: 5, network: null });
    this.desk.changed();
  }

  readmit({ id }) {
    return this.desk.run('people', `readmit:${id}`, 'readmit_person', { person: id });
  }

  addPractice(count) {
    return this.desk.run('practice', 'add_practice', 'add_practice', { count });
  }

  practiceRate(round, picture) {
    return this.desk.run('practice', 'practice_rate', 'practice_rate', { round, picture });
  }
}
