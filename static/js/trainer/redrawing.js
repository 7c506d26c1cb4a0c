// Drawing, one at a time. Touches no page.

/** `draw`, which what it changes may ask for again: a field that goes away while somebody types in it loses the focus in
 * the middle of a drawing, and what it held is sent then. That is drawn after it. */
export function redrawing(draw) {
  let isDrawing = false;
  let isDue = false;
  return () => {
    isDue = true;
    if (isDrawing) return;
    isDrawing = true;
    try {
      while (isDue) {
        isDue = false;
        draw();
      }
    } finally {
      isDrawing = false;
    }
  };
}
