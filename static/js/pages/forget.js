// What a browser stored beside its cookies is forgotten with them.
import { forgetAll, forgetPeople, forgetTrainer } from '../lib/forgetting.js';
import { forget as forgetWayBack, here } from '../lib/keep.js';

function forget(ids) {
  if (ids === 'everything') return forgetAll();
  for (const id of ids.split(' ')) {
    forgetPeople(id);
    forgetTrainer(id);
    if (here()?.path.endsWith(`/${id}`)) forgetWayBack();
  }
}

for (const form of document.querySelectorAll('[data-forgets]')) {
  form.addEventListener('submit', () => forget(form.dataset.forgets));
}
