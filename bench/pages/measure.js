/**
 * Clocks in a page, whoever made it: when its first places are painted, and how long an answer takes to be painted.
 *
 * Runs before the page's own scripts, as does the file that knows the page: `window.reader`, with `places` (what to look for),
 * `ready` (whether it can be pressed), `press` and `pressed`.
 */
window.bench = (() => {
  const frame = () =>
    new Promise((done) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(0);
      });
    });

  /** Frames until something holds; the last of them is painted. */
  const painted = async (holds, patience = 120_000) => {
    const late = performance.now() + patience;
    do {
      await frame();
      if (performance.now() > late) throw new Error(`never: ${holds}`);
    } while (!holds());
  };

  /** Do something, and wait until the answer is painted: milliseconds to that frame. */
  const act = async (does, holds = () => true) => {
    await frame();
    const begun = performance.now();
    // From a timer, since the browser counts as script what it calls itself.
    await new Promise((done) => {
      setTimeout(() => {
        does();
        done();
      });
    });
    await painted(holds);
    return performance.now() - begun;
  };

  /** What something gives once it is what it should be; if it never is, what it gives after a while. */
  const settled = async (gives, due) => {
    await painted(() => gives() === due, 10_000).catch(() => {});
    return gives();
  };

  /** The longest time in which the page does not answer while something is done. */
  const longestPause = async (does, holds) => {
    let [longest, last, goes] = [0, performance.now(), true];
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (goes) port2.postMessage(0);
    };
    port2.postMessage(0);
    const begun = performance.now();
    does();
    await painted(holds);
    goes = false;
    return { longest, painted: performance.now() - begun };
  };

  /** What the page has made for the reader to save. */
  const saved = [];
  const address = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    saved.push(blob);
    return address.call(URL, blob);
  };

  const opening = {};
  const watch = async () => {
    await painted(() => document.querySelector(window.reader.places) !== null);
    opening.painted = performance.now();
    await painted(() => window.reader.ready());
    window.reader.press();
    await painted(() => window.reader.pressed());
    opening.answered = performance.now();
    window.reader.press();
    await painted(() => !window.reader.pressed());
    opening.done = true;
  };
  watch();
  /** The bytes of a file that was saved, and their digest. */
  const digest = async (file) => {
    const bytes = await file.arrayBuffer();
    const hashed = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return { sha256: Array.from(hashed, (byte) => byte.toString(16).padStart(2, "0")).join(""), bytes: bytes.byteLength };
  };

  return { act, painted, settled, longestPause, saved, digest, opening };
})();
