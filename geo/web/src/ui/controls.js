/**
 * What stands on the map beside the places: zoom, the whole city, the scale, and what the boundaries are worth.
 */
/* global L */
import { el } from "./dom.js";
import { isPhone } from "./sheet.js";

const SHEET_PEEK = 148; // pixels of the sheet that always show, as in style.css

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
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  return {
    home,
    label(say) {
      for (const button of buttons) {
        button.element.setAttribute("aria-label", say(button.key));
        button.element.title = say(button.key);
      }
      note.textContent = say("boundaryNote");
    },
  };
}
