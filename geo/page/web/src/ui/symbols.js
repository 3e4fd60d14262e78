/**
 * The markers of the layers: shape first, colour second.
 */
import { el } from "./dom.js";

/** @type {Record<string, string>} */
const SHAPES = {
  districts: "M-8,-5 L-2,-8 L8,-4 L6,7 L-5,8 Z",
  parks: "M-5,-8 H5 A3,3 0 0 1 8,-5 V5 A3,3 0 0 1 5,8 H-5 A3,3 0 0 1 -8,5 V-5 A3,3 0 0 1 -5,-8 Z",
  projects: "M0,-10 L10,0 L0,10 L-10,0 Z",
  institutions: "M0,-8.5 A8.5,8.5 0 1 1 0,8.5 A8.5,8.5 0 1 1 0,-8.5 Z",
  infrastructure: "M0,-9.5 L9.5,7.5 L-9.5,7.5 Z",
};

/**
 * A layer's marker as a drawing; it takes its colour from the class of the layer.
 *
 * @param {string} layer
 * @param {string} [className]
 */
export function symbol(layer, className = "symbol") {
  return el(`svg.${className}`, { viewBox: "-12 -12 24 24", "aria-hidden": "true", focusable: "false" }, el("path", { d: SHAPES[layer] }));
}

/**
 * Give a marker drawn before another layer's shape.
 *
 * @param {Element} drawing
 * @param {string} layer
 */
export const reshape = (drawing, layer) => /** @type {Element} */ (drawing.firstChild).setAttribute("d", SHAPES[layer]);

/** A ring as `drawRing` wants it: its disc, and an arc. */
export const ring = () =>
  el(
    "svg.ring",
    { viewBox: "-20 -20 40 40", "aria-hidden": "true", focusable: "false" },
    el("circle.disc", { r: RING }),
    el("circle.arc", { r: RING, transform: "rotate(-90)" }),
  );

/**
 * A ring whose arcs are the layers' shares of a cluster, clockwise from the top.
 *
 * @param {Element} drawing
 * @param {[layer: string, n: number][]} shares
 */
export function drawRing(drawing, shares) {
  const said = shares.join();
  const before = rings.get(drawing);
  if (before?.said === said) return;
  rings.set(drawing, { said, layers: shares.map(([layer]) => layer) });
  while (drawing.childElementCount > shares.length + 1) /** @type {Element} */ (drawing.lastElementChild).remove();
  while (drawing.childElementCount <= shares.length) drawing.append(/** @type {Element} */ (drawing.lastElementChild).cloneNode());
  const total = shares.reduce((sum, [, n]) => sum + n, 0);
  const circumference = 2 * Math.PI * RING;
  let from = 0;
  shares.forEach(([layer, n], i) => {
    const arc = drawing.children[i + 1];
    const length = (n / total) * circumference;
    if (before?.layers[i] !== layer) arc.setAttribute("class", `arc layer-${layer}`);
    arc.setAttribute("stroke-dasharray", `0 ${from} ${length} ${circumference}`);
    from += length;
  });
}

/** What is drawn already: of a ring that stays, nothing is described anew. */
const rings = /** @type {WeakMap<Element, {said: string, layers: string[]}>} */ (new WeakMap());

export const RING = 16; // radius of a cluster's ring, in pixels

/** North is up, always: the map cannot be turned. */
export const NORTH = "M0,-9 L6,8 L0,4.5 L-6,8 Z";
