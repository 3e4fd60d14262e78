/**
 * The place that the list points at: its marker, or the cluster it is in, is marked on the map.
 */
/* global L */
import { hasPosition, lonLat } from "../core/sites.js";
import { moveByPage } from "./camera.js";

/** @import {Cluster} from "./markers.js" */

const MARGIN = 60; // pixels from the edge of the map within which a place is brought further in

/**
 * @param {L.Map} map
 * @param {HTMLElement} root
 * @param {Sites} sites
 * @returns {{point: (row: number, follow: boolean) => void, show: () => void}} `point` takes a row or -1; `show` marks it again after a redraw
 */
export function createPointer(map, root, sites) {
  let pointed = -1;
  let isMarked = false;
  const show = () => {
    if (pointed < 0 && !isMarked) return;
    isMarked = pointed >= 0;
    for (const marker of /** @type {NodeListOf<HTMLElement & Partial<Cluster>>} */ (root.querySelectorAll(".mark, .cluster"))) {
      const rows = marker.members || [Number(marker.dataset.row)];
      marker.classList.toggle("pointed", !marker.hidden && rows.includes(pointed));
    }
  };
  return {
    show,
    point(row, follow) {
      if (row === pointed) return;
      pointed = row;
      if (follow && row >= 0 && hasPosition(sites, row)) {
        const [lon, lat] = lonLat(sites, row);
        moveByPage(map, () => map.panInside([lat, lon], { padding: L.point(MARGIN, MARGIN), animate: false }));
      }
      show();
    },
  };
}
