/**
 * A line that says what was just done, then goes.
 */
import { el, make } from "./dom.js";

const STAYS = 4000; // milliseconds
const LINGERS = 30000; // milliseconds, for a text that the reader has to select

/** @returns {{element: HTMLElement, show: (text: string, linger?: boolean) => void}} the line */
export function createToast() {
  const element = make(el("p.toast", { role: "status", hidden: true }));
  let timer = 0;
  return {
    element,
    show(text, linger = false) {
      element.textContent = text;
      element.hidden = false;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          element.hidden = true;
        },
        linger ? LINGERS : STAYS,
      );
    },
  };
}
