// A button for full screen, shown only while someone uses the pointer or keyboard: a room
// should see the workshop and no controls.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';

const SHOWN_FOR = 4000; // ms after the last move or key

export class FullScreen {
  #used = false;
  #timer = null;

  constructor(changed) {
    const rest = () => {
      // Stay if it was reached by keyboard.
      this.#used = Boolean(document.querySelector('.room-full:focus-visible'));
      changed();
    };
    const wake = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(rest, SHOWN_FOR);
      if (this.#used) return;
      this.#used = true;
      changed();
    };
    for (const use of ['pointermove', 'pointerdown', 'keydown']) addEventListener(use, wake);
    document.addEventListener('fullscreenchange', changed);
  }

  button(words) {
    if (!this.#used || !document.fullscreenEnabled) return nothing;
    const on = Boolean(document.fullscreenElement);
    return html`<button type="button" class="button button-quiet room-full"
      @click=${() => (on ? document.exitFullscreen() : document.documentElement.requestFullscreen())}>
      ${on ? words.full_screen_off : words.full_screen}
    </button>`;
  }
}
