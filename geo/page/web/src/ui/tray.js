/**
 * What lies at the edge of the map: how many of the places shown are known to the city alone, and how many corrections the reader
 * proposes; pressed, it lists them.
 */
/* global L */
import { effect } from "@preact/signals-core";
import { CITY } from "../core/sites.js";
import { draw, el, make } from "./dom.js";
import { isPhone } from "./layout.js";

/**
 * @param {Scene} scene what the page shows
 * @param {import("./within.js").Within} within
 */
export function createTray(scene, { toggle }) {
  const { tray, control } = makeTray();
  control.addTo(scene.map);
  const press = (/** @type {EventAt<HTMLElement>} */ { currentTarget }) => toggle(CITY, currentTarget);
  effect(() => {
    // A phone has no room for it beside a popup.
    tray.hidden = isPhone() && scene.state.place >= 0;
    draw(tray, showButton(scene, press));
  });
}

/**
 * How many corrections the reader has begun to propose; pressed, it leads to them.
 *
 * @param {Scene} scene
 * @param {import("../app/proposing.js").Proposing} proposing
 */
export function createCorrectionsTray(scene, { held, edit, open }) {
  const { tray, control } = makeTray();
  const press = () => {
    edit("");
    open();
  };
  effect(() => {
    const { length: count } = held.value;
    const { state, say } = scene;
    if (count === 0 || state.page === "propose" || state.embed) control.remove();
    else if (!tray.isConnected) control.addTo(scene.map);
    draw(tray, el("button", { type: "button", "data-key": "to-proposals", onclick: press }, say("proposeCount", { count })));
  });
}

/** What lies in the corner, and what puts it there. */
function makeTray() {
  const tray = make(el("div.tray"));
  const control = new L.Control({ position: "bottomleft" });
  control.onAdd = () => tray;
  L.DomEvent.disableClickPropagation(tray);
  return { tray, control };
}

/** @param {Scene} scene @param {(event: EventAt<HTMLElement>) => void} press */
function showButton({ within, say }, press) {
  const { length: count } = within.get(CITY) || [];
  if (count === 0) return null;
  const text = say("trayLabel", { count });
  return el(
    "button",
    { type: "button", "data-key": "tray", "aria-haspopup": "dialog", title: text, onclick: press },
    say("tray"),
    " ",
    el("i", {}, String(count)),
  );
}
