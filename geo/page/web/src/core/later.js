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
 * What was made for the last few keys, so that who comes back to one of them need not wait.
 *
 * @template Made
 * @param {number} most how many are kept
 * @returns {(key: unknown, make: () => Made) => Made}
 */
export function recently(most) {
  const kept = /** @type {Map<unknown, Made>} */ (new Map());
  return (key, make) => {
    const made = kept.has(key) ? /** @type {Made} */ (kept.get(key)) : make();
    kept.delete(key);
    kept.set(key, made); // as the last, since it was asked for last
    if (kept.size > most) kept.delete(kept.keys().next().value);
    return made;
  };
}

/**
 * The same of each of many objects, as long as there is that object.
 *
 * @template Made
 * @param {number} most
 * @returns {(owner: object, key: unknown, make: () => Made) => Made}
 */
export function recentlyOf(most) {
  const owners = /** @type {WeakMap<object, ReturnType<typeof recently<Made>>>} */ (new WeakMap());
  return (owner, key, make) => {
    const kept = owners.get(owner) || recently(most);
    owners.set(owner, kept);
    return kept(key, make);
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
