/**
 * Signs that something stands over: the popup, or the sheet on a phone.
 *
 * A pointer does not reach them there, so the keyboard passes them over too: its focus is never hidden.
 */

/** @returns {() => void} finds out what is covered now; to be called when signs or what stands over them have moved */
export function createCovers(root, side) {
  const show = () => {
    const boxes = [...root.querySelectorAll(".leaflet-popup"), side].map((each) => each.getBoundingClientRect());
    for (const sign of root.querySelectorAll(".leaflet-places-pane button:not([hidden])")) {
      const box = sign.getBoundingClientRect();
      sign.tabIndex = boxes.some((other) => overlap(box, other)) ? -1 : 0;
    }
  };
  side.addEventListener("transitionend", show);
  return show;
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
