/**
 * Long work in turns: between two of them the page answers.
 */

const TURN = 16; // milliseconds that a turn takes, and the last of its steps beyond

/**
 * Take the steps of long work, as many as fit into a turn, then let the browser answer, then go on.
 *
 * @template Made
 * @param {Generator<unknown, Made>} steps
 * @param {(taken: number) => boolean} goesOn called after each turn with the number of steps that were taken; false ends the work
 * @returns {Promise<Made | null>} null where the work was ended before all was done
 */
export function takeTurns(steps, goesOn) {
  const { port1, port2 } = new MessageChannel();
  let taken = 0;
  /** @returns {{made: Made | null} | null} null while it is not done */
  const turn = () => {
    const end = performance.now() + TURN;
    do {
      const { done, value } = steps.next();
      if (done) return { made: /** @type {Made} */ (value) };
      taken += 1;
    } while (performance.now() < end);
    return goesOn(taken) ? null : { made: null };
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

/**
 * Take the steps of work that nobody waits for, while the browser has nothing else to do.
 *
 * @param {Generator<unknown, void>} steps short ones
 */
export function takeIdle(steps) {
  /** @param {Pick<IdleDeadline, "timeRemaining">} [rest] */
  const turn = (rest) => {
    const end = performance.now() + Math.min(TURN, rest ? rest.timeRemaining() : 0);
    do if (steps.next().done) return;
    while (performance.now() < end);
    whenIdle(turn);
  };
  whenIdle(turn);
}

/**
 * Do something once the browser has nothing else to do. Safari tells no page that it rests.
 *
 * @param {(rest?: Pick<IdleDeadline, "timeRemaining">) => void} work
 * @param {number} [most] milliseconds for which it waits
 */
export function whenIdle(work, most) {
  const { requestIdleCallback: rest } = window;
  if (rest) rest(work, { timeout: most });
  else setTimeout(work, TURN);
}
