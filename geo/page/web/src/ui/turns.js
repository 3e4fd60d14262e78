/**
 * Long work in turns: between two of them the page answers.
 */

const TURN = 16; // milliseconds that a turn takes, and the last of its steps beyond

/**
 * Take the steps of long work, as many as fit into a turn, then let the browser answer, then go on.
 *
 * @template Made
 * @param {Generator<unknown, Made>} steps
 * @param {(taken: number) => boolean} goesOn called before each turn but the first with the number of steps that were taken; false ends the work
 * @returns {Promise<Made | null>} null where the work was ended before all was done
 */
export function takeTurns(steps, goesOn) {
  const { port1, port2 } = new MessageChannel();
  let taken = 0;
  /** @returns {{made: Made | null} | null} null while it is not done */
  const turn = () => {
    if (taken > 0 && !goesOn(taken)) return { made: null };
    const end = performance.now() + TURN;
    do {
      const { done, value } = steps.next();
      if (done) return { made: /** @type {Made} */ (value) };
      taken += 1;
    } while (performance.now() < end);
    return null;
  };
  const work = new Promise((settle, fail) => {
    port1.onmessage = () => {
      try {
        const end = turn();
        if (end) settle(end.made);
        else port2.postMessage(0);
      } catch (error) {
        fail(error);
      }
    };
  });
  port2.postMessage(0);
  return work.finally(() => port1.close());
}
