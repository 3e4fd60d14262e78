/**
 * What stands on the map beside the places: zoom, the whole city, the scale, and what the boundaries are worth, and where north is.
 */
/* global L */
import { el, svg } from "./dom.js";
import { isPhone } from "./sheet.js";
import { NORTH } from "./symbols.js";

export const SHEET_PEEK = 148; // pixels of the sheet that always show, as in style.css

/** @returns {{home: Function, label: Function}} `home` shows the whole city; `label` names the controls */
export function createControls(map, root, sites) {
  const bounds = L.latLngBounds(
    [...sites.shapes.entries()]
      .filter(([row]) => row < sites.first)
      .flatMap(([, { parts }]) => parts.flat().map(([lon, lat]) => [lat, lon])),
  );
  const home = () => {
    const covered = isPhone() ? SHEET_PEEK : 0;
    map.fitBounds(bounds, { paddingTopLeft: [12, 12], paddingBottomRight: [12, 12 + covered], animate: false });
  };
  const buttons = [
    ["zoomIn", "+", () => map.zoomIn()],
    ["zoomOut", "−", () => map.zoomOut()],
    ["home", "⌂", home],
  ].map(([key, sign, press]) => ({ key, element: el("button", { type: "button", onclick: press }, sign) }));
  const element = el("div.controls", {}, ...buttons.map((button) => button.element));
  const note = el("p.map-note");
  root.append(element, note);
  const north = createNorth();
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map).getContainer().append(north.element);
  return {
    home,
    label(say) {
      for (const button of buttons) {
        button.element.setAttribute("aria-label", say(button.key));
        button.element.title = say(button.key);
      }
      note.textContent = say("boundaryNote");
      north.label(say);
    },
  };
}

/** The arrow beside the scale. */
function createNorth() {
  const letter = el("span", { "aria-hidden": "true" });
  const arrow = svg("svg", { viewBox: "-8 -11 16 22", "aria-hidden": "true", focusable: "false" }, svg("path", { d: NORTH }));
  const element = el("span.north", { role: "img" }, arrow, letter);
  return {
    element,
    label(say) {
      element.setAttribute("aria-label", say("northUp"));
      element.title = say("northUp");
      letter.textContent = say("north");
    },
  };
}
