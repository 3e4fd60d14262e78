/**
 * Join the modules into one script and one style sheet, what further folium layers need and what
 * Python asks into scripts of their own, and list the libraries that went in.
 *
 * The first line of each file has a digest of the sources; `geo.record.bundle` compares it with those that are there, so
 * that a stale bundle is found out. With `--source-map` a browser's tools show the sources. Leaflet comes from its own
 * package when the map is built.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { commentOf, librariesOf } from "./notices.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const SOURCES = [join(here, "src"), join(here, "..", "..", "messages")];
const BUNDLED = [".js", ".css", ".json"];
const dist = join(here, "dist");

const listFiles = (folder) =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? listFiles(path) : [path]));

/** SHA-256 over name and text of every source file, folder by folder, in the order of their names. */
function digestOf(folders) {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const files = listFiles(folder).filter((path) => BUNDLED.includes(extname(path)));
    const names = files.map((path) => relative(folder, path).split(sep).join("/")).sort();
    for (const name of names) hash.update(`${name}\0${readFileSync(join(folder, name), "utf8")}\0`);
  }
  return hash.digest("hex");
}

const made = `made by "make web" from geo/page/web/src; sources sha256 ${digestOf(SOURCES)}`;
const banner = `/* ${made} */`;
const shared = {
  bundle: true,
  minify: true,
  charset: "utf8",
  write: false,
  metafile: true,
  legalComments: "none",
  absWorkingDir: here,
  banner: { js: banner, css: banner },
  sourcemap: process.argv.includes("--source-map") && "inline",
};
const bundle = (entry, globalName) => build({ ...shared, entryPoints: [`src/${entry}`], format: "iife", globalName, target: "es2019" });
const script = await bundle("app/main.js", "ZhuzhouAtlas");
const overlays = await bundle("app/overlays.js", "ZhuzhouOverlays");
const query = await bundle("core/query.js", "AtlasQuery");
const style = await build({ ...shared, entryPoints: ["src/styles/index.css"], target: ["chrome80", "safari13", "firefox78"] });
const libraries = librariesOf(script.metafile, here);

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
writeFileSync(join(dist, "atlas.js"), `${script.outputFiles[0].text}${commentOf(libraries)}`);
writeFileSync(join(dist, "overlays.js"), overlays.outputFiles[0].text);
writeFileSync(join(dist, "query.js"), query.outputFiles[0].text);
writeFileSync(join(dist, "atlas.css"), style.outputFiles[0].text);
writeFileSync(join(dist, "notices.json"), `${JSON.stringify({ made, libraries }, null, 1)}\n`);
console.log(
  `geo/page/web/dist: script ${script.outputFiles[0].contents.length} bytes, query ${query.outputFiles[0].contents.length} bytes, style ${style.outputFiles[0].contents.length} bytes`,
);
