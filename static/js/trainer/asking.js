// Commands that are asked about first: what a slip would cost is said before they are sent.
export class Asking {
  constructor({ desk, confirm, words }) {
    Object.assign(this, { desk, confirm, words });
  }

  /**
   * Ask, and send the command after an explicit yes. `question` is a key of words.confirm or gives what
   * confirm.ask takes; `payload` may be a function, called after the answer. The step is the one on screen
   * when the question was put: what another trainer does meanwhile must not be confirmed away unseen.
   * True when it was done.
   */
  async sure(place, question, key, event, payload = {}, values = {}, step = this.desk.view.step) {
    if (this.desk.isBusy(key) || this.confirm.isOpen) return false;
    const asked = typeof question === 'string' ? () => this.words.confirm[question] : question;
    if (!(await this.confirm.ask(asked, values))) return false;
    const said = typeof payload === 'function' ? payload() : payload;
    return this.desk.run(place, key, event, { ...said, step });
  }
}
