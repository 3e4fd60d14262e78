/** What is done in the pages of folium: each district is a layer, with a box. */
window.reader = (() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const boxes = () => all(".leaflet-control-layers-overlays input");
  const nameOf = (box) => box.closest("label").textContent.trim();
  const map = () => window[document.querySelector(".folium-map").id];
  const layers = () => Object.values(map()._layers);
  const isCluster = (layer) => typeof layer.getChildCount === "function";
  const isPlace = (layer) => isCluster(layer) || (layer.getLatLng && (layer._icon || layer._path));
  const at = ({ lat, lon }) =>
    layers().find(
      (layer) =>
        isPlace(layer) && !isCluster(layer) && Math.abs(layer.getLatLng().lat - lat) + Math.abs(layer.getLatLng().lng - lon) < 1e-9,
    );
  return {
    places: ":is(.leaflet-marker-pane > *, .leaflet-overlay-pane path)",
    ready: () => boxes().length > 0,
    press: () => boxes()[0].click(),
    pressed: () => !boxes()[0].checked,
    map,
    drawn: () =>
      layers()
        .filter(isPlace)
        .reduce((sum, layer) => sum + (isCluster(layer) ? layer.getChildCount() : 1), 0),
    /** Leave one district, or with no name show them all. */
    only: (name) =>
      boxes().forEach((box) => {
        if (box.checked !== (name === undefined || nameOf(box) === name)) box.click();
      }),
    alone: (place) => at(place) !== undefined,
    open: (place) => {
      const layer = at(place);
      const element = layer._icon || layer._path;
      const { left, top, width, height } = element.getBoundingClientRect();
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: left + width / 2, clientY: top + height / 2 }));
    },
    opened: ({ name }) => all(".leaflet-popup-content").some((each) => each.textContent.includes(name)),
    tells: ({ sources }) => sources.every((source) => document.querySelector(".leaflet-popup-content").textContent.includes(source)),
    /** Gives nothing: the map itself, with all in it, would be sent to whoever asked. */
    close: () => {
      map().closePopup();
    },
  };
})();
