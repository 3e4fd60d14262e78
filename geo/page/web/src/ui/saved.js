/**
 * A copy of the page that was saved while it was open holds all that its script had made. It starts like the file that
 * was built: whatever an earlier run left is cleared.
 */

/** What is seen until the map is, and what the page's own script puts beside the map's element and into it. */
const LEFT = ".opening, .atlas > :not(.folium-map), .folium-map > *";

/**
 * @param {string} id of the map's element
 * @returns {Element} that element, empty as in the file that was built, and so is its parent
 */
export function emptied(id) {
  const container = /** @type {HTMLElement} */ (document.getElementById(id));
  for (const part of document.querySelectorAll(LEFT)) part.remove();
  strip(/** @type {Element} */ (container.parentElement), "atlas");
  strip(container, "folium-map");
  return container;
}

/** @param {Element} element @param {string} className */
function strip(element, className) {
  for (const { name } of [...element.attributes]) {
    if (name !== "id") element.removeAttribute(name);
  }
  element.setAttribute("class", className);
}
