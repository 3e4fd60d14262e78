/**
 * The page's own script, whose columns hold each place several times: `node bench/repeat.mjs TIMES SCRIPT` writes it.
 *
 * Nothing else is changed, so that what a facet does in a page of a million places can be seen without a file of them.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const [times, script] = process.argv.slice(2);
const web = fileURLToPath(new URL("../geo/page/web", import.meta.url));

/** In place of the module that reads the columns: one that repeats what it gives. */
const repeating = {
  name: "repeating",
  setup: ({ onLoad }) =>
    onLoad({ filter: /src\/app\/record\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const read = /\breadSites\(([^()]*)\)/;
      if (!read.test(text)) throw new Error(`${path} reads no columns by readSites()`);
      const contents = text.replace(read, `repeated(readSites($1), ${Number(times)})`);
      return {
        contents: `import { repeated } from ${JSON.stringify(fileURLToPath(new URL("pages/repeated.js", import.meta.url)))};\n${contents}`,
      };
    }),
};

await build({
  bundle: true,
  minify: true,
  charset: "utf8",
  absWorkingDir: web,
  stdin: {
    contents: 'import * as beside from "./beside.js"; window.AtlasBeside = beside; export * from "./main.js";',
    resolveDir: `${web}/src/app`,
  },
  format: "iife",
  globalName: "AtlasPage",
  target: "es2020",
  plugins: [repeating],
  outfile: script,
});
