/**
 * A line that says what was just done, then goes; and of long work how far it is.
 */
import { draw, el, make } from "./dom.js";

const STAYS = 4000; // milliseconds
const LINGERS = 30000; // milliseconds, for a text that the reader has to select

/**
 * @returns the line: `show` says what was done, `work` shows that something is being done, with a button that stops it, until
 *   the next text, and gives what moves the bar from 0 to 1
 */
export function createToast() {
  const element = make(el("p.toast", { role: "status", hidden: true }));
  let timer = 0;
  /** @param {...Content} content */
  const put = (...content) => {
    clearTimeout(timer);
    draw(element, ...content);
    element.hidden = false;
  };
  return {
    element,
    /** @param {string} text @param {boolean} [linger] */
    show(text, linger = false) {
      put(text);
      timer = setTimeout(
        () => {
          element.hidden = true;
        },
        linger ? LINGERS : STAYS,
      );
    },
    /** @param {string} text @param {string} stop what the button says @param {() => void} press */
    work(text, stop, press) {
      put(
        text,
        el("progress", { max: 1, value: 0, "aria-label": text }),
        el("button", { type: "button", "data-key": "stop", onclick: press }, stop),
      );
      const bar = /** @type {HTMLProgressElement} */ (element.querySelector("progress"));
      /** @param {number} part */
      return (part) => {
        bar.value = part;
      };
    },
  };
}
