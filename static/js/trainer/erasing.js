// Deleting the workshop and everything in it, by the form that a panel of the console has for it.
export class Erasing {
  /** `erased` is called with the way on once the workshop has been deleted. */
  constructor({ confirm, words, erased }) {
    Object.assign(this, { confirm, words, erased });
  }

  /** Send the form, if the trainer is sure. */
  async erase(form, question = 'delete_rehearsal', values = {}) {
    if (this.confirm.isOpen) return;
    if (!(await this.confirm.ask(() => this.words.confirm[question], values))) return;
    try {
      // Another tab may have renamed the browser since this page came: its token of now will do.
      const { token } = await (await fetch('/hello', { cache: 'no-store' })).json();
      if (token) form.elements.token.value = token;
      if (await this.#isErased(form, token)) return;
    } catch {
      // What is wrong, the form's own answer says.
    }
    form.submit();
  }

  // As a program asks it, since a form's answer is a page, which knows nothing of what is kept here.
  async #isErased(form, token) {
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Cascade-Token': token },
      body: JSON.stringify({ area: form.elements.area?.value ?? '' }),
    });
    const { ok, to } = await answer.json();
    if (ok) this.erased(to);
    return ok;
  }
}
