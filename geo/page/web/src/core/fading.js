/**
 * Lines that grow fainter towards the edge of what the basemap holds, so that none ends as if it were cut.
 */

/** Steps from a whole line to none. */
export const FADES = 4;

const RIM = 0.05; // degrees over which a line fades by one step

/** @typedef {{west: number, south: number, east: number, north: number}} Frame edges in degrees */

/**
 * @param {Position[][]} lines lon, lat
 * @returns {Frame} what they extend over
 */
export function frameOf(lines) {
  const frame = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [lon, lat] of lines.flat()) {
    frame.west = Math.min(frame.west, lon);
    frame.east = Math.max(frame.east, lon);
    frame.south = Math.min(frame.south, lat);
    frame.north = Math.max(frame.north, lat);
  }
  return frame;
}

/**
 * @param {Position[]} line lon, lat
 * @param {Frame} frame what the basemap holds
 * @returns {{fade: number, line: Position[]}[]} its pieces in order: by how many steps each fades, 0 none
 */
export function faded(line, frame) {
  const pieces = /** @type {{fade: number, line: Position[]}[]} */ ([]);
  for (let i = 1; i < line.length; i += 1) {
    const [from, to] = [line[i - 1], line[i]];
    const fade = fadeAt([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], frame);
    const last = pieces[pieces.length - 1];
    if (last && last.fade === fade) last.line.push(to);
    else pieces.push({ fade, line: [from, to] });
  }
  return pieces;
}

/** @param {Position} position @param {Frame} frame */
function fadeAt([lon, lat], { west, south, east, north }) {
  const left = Math.min(lon - west, east - lon, lat - south, north - lat);
  return Math.max(FADES - Math.floor(left / RIM), 0);
}

/**
 * @param {number} fade steps
 * @returns {number} the opacity that is left: of the last step some, so that the line's end is seen to come
 */
export const opacityOf = (fade) => 1 - fade / (FADES + 1);
