/**
 * Keys pressed in the page. Every handler of one is added here.
 */

/**
 * Listen for keys. While an input method composes, its keys are its own: nothing is called for them.
 *
 * @param {EventTarget} target where keys are listened for
 * @param {(event: KeyboardEvent) => void} act what a key does
 * @param {boolean} [capture] whether it comes before the handlers of what lies inside
 * @returns {() => void} ends it
 */
export function onKeys(target, act, capture = false) {
  const listen = (event) => {
    if (!isComposing(event)) act(event);
  };
  // eslint-disable-next-line no-restricted-syntax -- the one place
  target.addEventListener("keydown", listen, capture);
  // eslint-disable-next-line no-restricted-syntax -- the same
  return () => target.removeEventListener("keydown", listen, capture);
}

/** Some browsers give the key that ends a composition after its end, and tell by its code alone (Safari). */
const isComposing = ({ isComposing: composing, keyCode }) => composing || keyCode === 229;

/** The key has been answered: no other part of the page, nor the browser, answers it too. */
export function answered(event) {
  event.preventDefault();
  event.stopPropagation();
}

/** The same as an attribute of an element that is drawn. */
export const withKeys = (act) => ({
  // eslint-disable-next-line no-restricted-syntax -- the same
  onkeydown: (event) => {
    if (!isComposing(event)) act(event);
  },
});
