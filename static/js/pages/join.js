// The join page on a phone that takes part already: one touch leads back.
import { here } from '../lib/keep.js';

const way = here();
if (way) {
  const back = document.getElementById('back');
  back.querySelector('a').href = way.path;
  back.hidden = false;
}
