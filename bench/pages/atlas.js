/** What is done in the atlas's own page. */
window.reader = (() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const shown = (selector) => all(selector).filter((each) => !each.hidden && each.getClientRects().length > 0);
  const chip = (key) => one(`[data-key="${key}"]`);
  const isOn = (key) => chip(key).getAttribute("aria-pressed") === "true";
  const first = () => '.chip[data-key^="district-"]';
  const map = () => window[one(".folium-map").id];
  const number = (text) => Number(text.replace(/[\s,]/g, "").match(/\d+/)[0]);
  const count = () => number(one(".bar p").textContent);
  return {
    places: ".leaflet-places-pane :is(.mark, .cluster)",
    ready: () => one(first()) !== null,
    press: () => one(first()).click(),
    pressed: () => one(first()).getAttribute("aria-pressed") === "true",
    map,
    count,
    /** Places on the map, alone or in clusters; one of several parts counts once. */
    drawn: () =>
      new Set([
        ...shown(".mark:not(.rival)").map((mark) => Number(mark.dataset.row)),
        ...shown(".cluster").flatMap((cluster) => Array.from(cluster.members)),
      ]).size,
    /** The sum of what the headings of the list say. */
    listed: () => all('.list [data-key^="group-"] i').reduce((sum, each) => sum + number(each.textContent), 0),
    unfold: () =>
      all("details[data-facet]:not([open]) > summary").forEach((summary) => {
        summary.click();
      }),
    toggle: (key) => chip(key).click(),
    isOn,
    enter: () => one(".search input").focus(),
    type: (text) => {
      const input = one(".search input");
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    open: ({ row }) => one(`.mark[data-row="${row}"]`).click(),
    alone: ({ row }) => shown(`.mark[data-row="${row}"]`).length > 0,
    opened: ({ name }) => shown(".leaflet-popup .popup h2").some((each) => each.textContent === name),
    tells: ({ facts, sources }) => {
      one(".leaflet-popup .popup a.all").click();
      const drawer = one(".drawer");
      const text = drawer.textContent;
      const held = new Set(all(".drawer [id]").map((each) => each.id));
      return facts.every((fact) => held.has(fact)) && sources.every((source) => text.includes(source));
    },
    /** Gives nothing: the map itself, with all in it, would be sent to whoever asked. */
    close: () => {
      map().closePopup();
    },
    exportAll: () => {
      chip("export").click();
      chip("geojson").click();
    },
  };
})();
