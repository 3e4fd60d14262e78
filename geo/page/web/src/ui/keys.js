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
  /** @type {(event: any) => void} an event target in general has no keys, as TypeScript knows it */
  const listen = (event) => {
    if (!isComposing(event)) act(event);
  };
  // eslint-disable-next-line no-restricted-syntax -- the one place
  target.addEventListener("keydown", listen, capture);
  // eslint-disable-next-line no-restricted-syntax -- the same
  return () => target.removeEventListener("keydown", listen, capture);
}

/**
 * Some browsers give the key that ends a composition after its end, and tell by its code alone (Safari).
 *
 * @param {KeyboardEvent} event
 */
const isComposing = ({ isComposing: composing, keyCode }) => composing || keyCode === 229;

/**
 * The key has been answered: no other part of the page, nor the browser, answers it too.
 *
 * @param {Pick<Event, "preventDefault" | "stopPropagation">} event
 */
export function answered(event) {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * The same as an attribute of an element that is drawn.
 *
 * @template {Element} [E=Element]
 * @param {(event: EventAt<E, KeyboardEvent>) => void} act
 */
export const withKeys = (act) => ({
  // eslint-disable-next-line no-restricted-syntax -- the same
  onkeydown: (/** @type {EventAt<E, KeyboardEvent>} */ event) => {
    if (!isComposing(event)) act(event);
  },
});
