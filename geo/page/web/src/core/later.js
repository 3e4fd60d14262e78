/**
 * What is made when it is first asked for, and kept.
 */

/**
 * @template Made
 * @param {() => Made} make
 * @returns {() => Made}
 */
export function once(make) {
  /** @type {{made: Made} | null} */
  let kept = null;
  return () => (kept ??= { made: make() }).made;
}

/**
 * Give an object members that are read when one of them is first asked for.
 *
 * @param {object} owner
 * @param {readonly string[]} names of the members
 * @param {() => any} read gives an object that has them
 */
export function readLater(owner, names, read) {
  const known = once(read);
  for (const name of names) Object.defineProperty(owner, name, { get: () => known()[name], enumerable: true, configurable: true });
}
