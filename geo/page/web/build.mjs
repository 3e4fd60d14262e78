/**
 * Join the modules into one script and one style sheet, what further folium layers need and what
 * Python asks into scripts of their own, and list the libraries that went in.
 *
 * The first line of each file has a digest of the sources; `geo.record.bundle` compares it with those that are there, so
 * that a stale bundle is found out. With `--source-map` a browser's tools show the sources. Leaflet comes from its own
 * package when the map is built.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { commentOf, librariesOf } from "./notices.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..", "..", "..");
const messages = join(root, "geo", "messages");
/** What the front end is made from: folders, and which of their files. */
const SOURCES = [
  [join(here, "src"), () => true],
  [messages, (name) => /^[^/]+\.json$/.test(name)],
  [here, (name) => /^[^/]+\.mjs$/.test(name)],
  [root, (name) => name === "package-lock.json"],
];
const dist = join(here, "dist");

const namesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? namesIn(join(folder, entry.name)).map((name) => `${entry.name}/${name}`) : [entry.name],
  );

/** SHA-256 over name and text of every file that the front end is made from, folder by folder, in the order of their names. */
function digestOfSources() {
  const hash = createHash("sha256");
  for (const [folder, isSource] of SOURCES) {
    const names = folder === join(here, "src") ? namesIn(folder) : readdirSync(folder);
    for (const name of names.filter(isSource).sort()) hash.update(`${name}\0${readFileSync(join(folder, name), "utf8")}\0`);
  }
  return hash.digest("hex");
}

/** Write a file as a whole or not at all: whoever reads it meanwhile gets the old one. */
function write(name, text) {
  const beside = join(dist, `.${name}.${process.pid}.part`);
  writeFileSync(beside, text);
  renameSync(beside, join(dist, name));
}

/**
 * A script has those texts alone that it needs, and the name of each once for all languages.
 *
 * @param {(key: string) => boolean} isNeeded
 */
const withTexts = (isNeeded) => ({
  name: "with-texts",
  setup({ onLoad, onResolve }) {
    const textsIn = (path) => JSON.parse(readFileSync(path, "utf8"));
    const keys = Object.keys(textsIn(join(messages, "zh.json"))).filter(isNeeded);
    onResolve({ filter: /^keys$/ }, ({ path }) => ({ path, namespace: "messages" }));
    onLoad({ filter: /^keys$/, namespace: "messages" }, () => ({ contents: `export default "${keys.join(" ")}".split(" ")` }));
    onLoad({ filter: /messages\/[a-z]+\.json$/ }, ({ path }) => {
      const texts = textsIn(path);
      const told = JSON.stringify(keys.map((key) => texts[key]));
      const contents = `import keys from "keys"; const texts = ${told}; export default Object.fromEntries(keys.map((key, at) => [key, texts[at]]))`;
      return { contents, loader: "js" };
    });
  },
});

/** Pages without a script, and the table of this one, have texts that no script needs; a review has a script of its own. */
const isOfPage = (key) => !/^(nation|(diff|files|features|noScript)([A-Z]|$)|review[A-Z])/.test(key);
const ofPage = [withTexts(isOfPage)];
const ofReview = [withTexts((key) => !key.startsWith("nation"))];
/** Those of the parts that are put on other maps: `cityOnly` is named by what they share with the page. */
const ofParts = [withTexts((key) => ["places", "reset", "clearSearch", "close", "cityOnly"].includes(key) || key.startsWith("part"))];

const withMaps = process.argv.includes("--source-map");
const made = `made by "make web" from geo/page/web/src; sources sha256 ${digestOfSources()}${withMaps ? ", with source maps" : ""}`;
const banner = `/* ${made} */`;
const shared = {
  bundle: true,
  minify: true,
  charset: "utf8",
  write: false,
  metafile: true,
  legalComments: "none",
  absWorkingDir: here,
  banner: { css: banner },
  sourcemap: withMaps && "inline",
};
/** A script that has what its module exports under a global name, as an object: esbuild would make a getter of each. */
async function bundle(entry, globalName, plugins = ofPage) {
  const made = await build({
    ...{ ...shared, plugins, entryPoints: [`src/${entry}`], format: "esm", target: "es2020" },
    banner: { js: `${banner}\n"use strict";var ${globalName}=(()=>{` },
  });
  const asObject = (_, names) => `return{${names.replace(/([\w$]+) as ([\w$]+)/g, "$2:$1")}}})();`;
  return { ...made, text: made.outputFiles[0].text.replace(/export\{([^{}]*)\};(?=\s*(\/\/#|$))/, asObject) };
}

/** Places are drawn without a word: of the texts there are none at first, and all come with what is beside the map. */
const textsBeside = {
  name: "texts-beside",
  setup({ onLoad, onResolve }) {
    const files = ["zh", "en"].map((lang) => join(messages, `${lang}.json`));
    onLoad({ filter: /messages\/[a-z]+\.json$/ }, () => ({ contents: "export default {}", loader: "js" }));
    onResolve({ filter: /^beside$/ }, ({ path }) => ({ path, namespace: "messages" }));
    onLoad({ filter: /^beside$/, namespace: "messages" }, () => {
      const all = files.map((file) => JSON.parse(readFileSync(file, "utf8")));
      const keys = Object.keys(all[0]).filter(isOfPage);
      const given = files.map((file, lang) => `import texts${lang} from ${JSON.stringify(file)} with { type: "json" };`);
      const told = all.map((texts, lang) => `[texts${lang}, ${JSON.stringify(keys.map((key) => texts[key]))}]`);
      const contents = `${given.join("")} const all = [${told}];
        "${keys.join(" ")}".split(" ").forEach((key, at) => all.forEach(([texts, told]) => { texts[key] = told[at]; }));
        export * from "./src/app/beside.js";`;
      return { contents, loader: "js", resolveDir: here };
    });
  },
};

/**
 * Two scripts and what they have in common: the second is compiled only once the first has drawn the map. Each has what it
 * exports under a global name, what is common as a list, which takes less room than names.
 */
async function bundleInParts(...names) {
  const made = await build({
    ...{ ...shared, plugins: [textsBeside], entryPoints: { main: "src/app/main.js", beside: "beside" }, format: "esm", target: "es2020" },
    ...{ splitting: true, outdir: ".", chunkNames: "shared", banner: { js: `${banner}\n"use strict";(()=>{` } },
  });
  const texts = Object.fromEntries(made.outputFiles.map(({ path, text }) => [basename(path), text]));
  const exported = /export\{([^{}]*)\};(?=\s*(\/\/#|$))/;
  const imported = /import\{([^{}]*)\}from"\.\/shared\.js";/;
  /** What a list names: each as it is called there, and as it is called here. */
  const renamed = (list) => list.split(",").map((each) => each.split(" as "));
  const common = renamed(exported.exec(texts["shared.js"])[1]).map(([own, name = own]) => ({ own, name }));
  const give = (list) => renamed(list).map(([own, name = own]) => `${name}:${own}`);
  const take = (_, list) => {
    const own = new Map(renamed(list).map(([name, here = name]) => [name, here]));
    return `const[${common.map(({ name }) => own.get(name))}]=AtlasShared;`;
  };
  const inParts = names.map(([file, name]) => {
    const told = (_, list) => (file === "shared.js" ? `[${common.map(({ own }) => own)}]` : `{${give(list)}}`);
    return texts[file].replace(exported, (...found) => `window.${name}=${told(...found)}})();`).replace(imported, take);
  });
  return { ...made, texts: inParts };
}

const script = await bundleInParts(["shared.js", "AtlasShared"], ["main.js", "AtlasPage"], ["beside.js", "AtlasBeside"]);
const islands = await bundle("app/islands.js", "AtlasIslands");
const overlays = await bundle("app/overlays.js", "AtlasOverlays");
const query = await bundle("core/query.js", "AtlasQuery");
const parts = await bundle("app/parts.js", "AtlasParts", ofParts);
const review = await bundle("app/review.js", "AtlasReview", ofReview);
const styled = (entry, plugins = []) =>
  build({ ...shared, plugins, entryPoints: [`src/styles/${entry}`], target: ["chrome80", "safari13", "firefox78"] });
/** On a map that is not ours what the page has at its root is that of our parts alone. */
const withinParts = {
  name: "within-parts",
  setup: ({ onLoad }) =>
    onLoad({ filter: /shared\.css$/ }, ({ path }) => {
      const contents = readFileSync(path, "utf8").replace(/:root(,\s*\.paper)?/g, ".atlas-part, .atlas-dot");
      return { contents, loader: "css" };
    }),
};
const style = await styled("index.css");
const first = await styled("first.css");
const plain = await styled("plain.css");
const partsStyle = await styled("parts.css", [withinParts]);
const reviewStyle = await styled("review.css");
const outputs = { ...islands.metafile.outputs, ...script.metafile.outputs };
const libraries = librariesOf({ outputs }, here);
const [common, main, beside] = script.texts;

const files = {
  "shared.js": `${common}${commentOf(libraries)}`,
  "atlas.js": main,
  "beside.js": beside,
  "islands.js": islands.text,
  "overlays.js": overlays.text,
  "parts.js": `${parts.text}${commentOf(librariesOf(parts.metafile, here))}`,
  "review.js": `${review.text}${commentOf(librariesOf(review.metafile, here))}`,
  "query.js": query.text,
  "atlas.css": style.outputFiles[0].text,
  "parts.css": partsStyle.outputFiles[0].text,
  "review.css": reviewStyle.outputFiles[0].text,
  "first.css": first.outputFiles[0].text,
  "plain.css": plain.outputFiles[0].text,
  "notices.json": `${JSON.stringify({ made, libraries }, null, 1)}\n`,
};
mkdirSync(dist, { recursive: true });
for (const [name, text] of Object.entries(files)) write(name, text);
for (const name of readdirSync(dist)) if (!(name in files) && !name.endsWith(".part")) rmSync(join(dist, name));
console.log(
  `geo/page/web/dist: script ${script.outputFiles.map(({ contents }) => contents.length).join(" + ")} bytes, parts ${parts.outputFiles[0].contents.length} bytes, query ${query.outputFiles[0].contents.length} bytes, style ${style.outputFiles[0].contents.length} bytes`,
);
