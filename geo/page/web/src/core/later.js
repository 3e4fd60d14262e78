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
 * The same for what takes long: it can be made step by step before it is asked for.
 *
 * @template Made
 * @param {() => Generator<unknown, Made>} make stops after each step
 * @returns {{step: () => boolean, get: () => Made}} `step` takes the next one and says whether it was the last, `get` takes
 *   all that are left
 */
export function onceInSteps(make) {
  const steps = once(make);
  let kept = /** @type {{made: Made} | null} */ (null);
  const step = () => {
    if (kept) return true;
    const { done, value } = steps().next();
    if (done) kept = { made: /** @type {Made} */ (value) };
    return Boolean(done);
  };
  return {
    step,
    get() {
      while (!kept) step();
      return kept.made;
    },
  };
}

/**
 * What is made in steps, made without a stop.
 *
 * @template Made
 * @param {Generator<unknown, Made>} steps
 * @returns {Made}
 */
export function atOnce(steps) {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
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
