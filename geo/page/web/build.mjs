/**
 * Join the modules into one script and one style sheet, with a digest of what they were made from.
 *
 * The digest is in the first line of each file; `geo.page.elements` and a test compare it with the sources, so that a
 * stale bundle is found out. Libraries that the modules import go in with their licences; Leaflet comes from its own
 * package when the map is built.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const source = join(here, "src");

const listFiles = (folder) =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? listFiles(path) : [path]));

/** SHA-256 over name and text of every source file, in the order of their names. */
function digestOf(files) {
  const hash = createHash("sha256");
  const names = files.map((path) => relative(source, path).split(sep).join("/")).sort();
  for (const name of names) hash.update(`${name}\0${readFileSync(join(source, name), "utf8")}\0`);
  return hash.digest("hex");
}

const digest = digestOf(listFiles(source));
const banner = `/* made by "make web" from geo/page/web/src; sources sha256 ${digest} */`;

/** The licences of the libraries that a bundle was joined from, as a comment that stays with it. */
function licencesOf({ inputs }) {
  const inside = Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) || []);
  const texts = [...new Set(inside)].sort().map((folder) => {
    const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
    return `${name}\n\n${readFileSync(join(folder, "LICENSE"), "utf8").trim()}`;
  });
  return texts.length > 0 ? `/*!\n${texts.join("\n\n\n")}\n*/\n` : "";
}

const shared = { bundle: true, minify: true, charset: "utf8", write: false, metafile: true, preserveSymlinks: true, legalComments: "none" };
const script = await build({ ...shared, entryPoints: [join(source, "app", "main.js")], format: "iife", globalName: "ZhuzhouAtlas", target: "es2019" });
const style = await build({ ...shared, entryPoints: [join(source, "styles", "index.css")], target: ["chrome80", "safari13", "firefox78"] });

rmSync(join(here, "dist"), { recursive: true, force: true });
mkdirSync(join(here, "dist"));
writeFileSync(join(here, "dist", "atlas.js"), `${banner}\n${licencesOf(script.metafile)}${script.outputFiles[0].text}`);
writeFileSync(join(here, "dist", "atlas.css"), `${banner}\n${style.outputFiles[0].text}`);
console.log(`geo/page/web/dist: script ${script.outputFiles[0].contents.length} bytes, style ${style.outputFiles[0].contents.length} bytes`);
