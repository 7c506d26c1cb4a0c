// Rating ahead: each choice is saved as soon as it is made. Without this script the form's own button saves them all.
import { Form } from '../ahead/form.js';
import { Saving } from '../ahead/saving.js';
import { forgetOld } from '../lib/forgetting.js';
import { Keep } from '../lib/keep.js';
import { Announcer } from '../lib/news.js';

const form = document.getElementById('ahead');
if (form) start();

function start() {
  const { workshop, person } = form.dataset;
  forgetOld();
  const page = new Form(form, new Announcer(document.getElementById('status')));
  const saving = new Saving({
    keep: new Keep(`cascade.${workshop}.${person}.ahead`),
    ask: (cell) => page.send(cell),
    stored: page.stored,
  });
  page.follow(saving);
  for (const wake of ['online', 'pageshow']) addEventListener(wake, () => saving.hurry());
  document.addEventListener('visibilitychange', () => {
    page.hurry();
    saving.hurry();
  });
}
