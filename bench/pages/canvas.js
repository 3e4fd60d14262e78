/** A page that draws on a canvas by WebGL: its places are painted with the last draw before it comes to rest. */
window.reader = (() => {
  let [last, asked] = [0, false];
  const note = () => {
    last = performance.now();
  };
  for (const kind of [window.WebGL2RenderingContext, window.WebGLRenderingContext]) {
    for (const name of ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]) {
      const draw = kind.prototype[name];
      if (!draw) continue;
      kind.prototype[name] = function (...parameters) {
        note();
        return draw.apply(this, parameters);
      };
    }
  }
  return {
    places: "canvas",
    ready: () => last > 0 && performance.now() - last > 1500,
    last: () => last,
    press: () => {
      asked = !asked;
    },
    pressed: () => asked,
  };
})();
