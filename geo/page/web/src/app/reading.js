/**
 * What is read: the chosen place's facts in the drawer, or its popup at its marker; or the page that is read instead.
 */
import { effect, untracked } from "@preact/signals-core";
import { isWide } from "../core/fields.js";
import { moveByPage } from "../ui/camera.js";
import { isPhone } from "../ui/layout.js";
import { isFramed } from "./embedded.js";

/** Whether the keyboard may go to what opens: not out of the page around, whose reader is elsewhere in it. */
const mayFocus = () => !isFramed() || document.hasFocus();

/**
 * @param {Scene} scene what the page shows
 * @param {Pick<Beside, "sheet" | "drawer"> & Pick<import("./page.js").OnMap, "popup"> & {root: HTMLElement, following: import("../ui/following.js").Following, byKeyboard: () => boolean, shifted: () => void}} parts `root`, `sheet`, `drawer`, `popup` and `following` of the page; `byKeyboard` says whether the
 *   reader used the keyboard last, `shifted` is called when something else lies over the map
 */
export function showReading(scene, { root, sheet, drawer, popup, following, byKeyboard, shifted }) {
  const { map, state } = scene;
  let before = "";
  let room = "";
  let pointed = "";

  /** What opens and closes makes room on the map, or takes some. */
  function makeRoom(/** @type {boolean} */ open) {
    if (isPhone() && root.classList.contains("reading") && !open) sheet.stop("peek");
    root.classList.toggle("reading", open);
  }

  /** @param {boolean} moved */
  function showDrawer(moved) {
    const { fact } = state;
    popup.hide();
    drawer.show(state, scene.say);
    if (isPhone()) sheet.stop(moved ? "half" : /** @type {string} */ (root.getAttribute("data-sheet")));
    if (moved && mayFocus()) drawer.element.focus({ preventScroll: true });
    drawer.point(fact, moved || fact !== pointed);
    pointed = fact;
  }

  /** Who sees the whole city still does when the drawer has taken some of the map's room, or has given it back. */
  function settleMap(/** @type {boolean} */ wholeCity) {
    moveByPage(map, () => map.invalidateSize({ pan: false }));
    if (wholeCity && !following.isHome()) following.home();
  }

  /** @param {boolean} moved */
  function putPopup(moved) {
    if (isPhone() && moved) sheet.stop("peek");
    const { place, pickedPlace } = state;
    popup.put(pickedPlace < 0 ? place : pickedPlace, state, scene.say);
  }

  effect(() => {
    const { page, place, facts, pickedPlace } = state;
    const open = (page !== "" && !isWide(page)) || (place >= 0 && facts);
    const now = [page, place, facts, pickedPlace].join();
    const moved = now !== before;
    before = now;
    const wholeCity = following.isHome();
    makeRoom(open);
    if (open) showDrawer(moved);
    else drawer.clear();
    const opens = place >= 0 && !open;
    // Before the map is measured: one layout serves both.
    if (opens) putPopup(moved);
    // A popup leaves the map as large as it was.
    if (room !== [page, open].join()) settleMap(wholeCity);
    room = [page, open].join();
    const asked = !untracked(() => state.byAddress);
    const flying = place >= 0 && moved && untracked(() => following.showPlace(place, { asked, open }));
    if (opens) popup.settle({ focus: byKeyboard() && moved && mayFocus(), pan: !flying });
    if (place < 0) popup.hide();
    shifted();
  });
}
