// What a browser stored beside its cookies is forgotten with them.
import { forgetAll, forgetPeople, forgetTrainer } from '../lib/forgetting.js';

function forget(ids) {
  if (ids === 'everything') return forgetAll();
  for (const id of ids.split(' ')) {
    forgetPeople(id);
    forgetTrainer(id);
  }
}

for (const form of document.querySelectorAll('[data-forgets]')) {
  form.addEventListener('submit', () => forget(form.dataset.forgets));
}
