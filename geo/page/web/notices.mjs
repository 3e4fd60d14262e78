/**
 * What others made of a bundle: each npm package with its version, its licence, its address and the licence's text.
 *
 * All is read from the packages themselves, so that no list is kept by hand. A package that does not say under which
 * terms it may be passed on stops the build.
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const PACKAGE = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENCE_FILE = /^(licen[cs]e|copying)(\.(md|txt))?$/i;

/** The libraries of which esbuild put something into an output, by its metafile and the folder it worked in. */
export function librariesOf(metafile, folder) {
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const packages = new Set(used.map((path) => PACKAGE.exec(`/${path}`)?.[0].slice(1)).filter(Boolean));
  return [...packages].map((path) => library(join(folder, path))).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The licences as a comment, which stays in the script as they ask. */
export function commentOf(libraries) {
  return libraries.map(({ name, version, text }) => `/*! ${name} ${version}\n${text}\n*/\n`).join("");
}

function library(folder) {
  const { name, version, license: licence, homepage, repository } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => LICENCE_FILE.test(each));
  const text = file && readFileSync(join(folder, file), "utf8").trim();
  const url = homepage ?? String(repository?.url ?? repository).replace(/^git\+|\.git$/g, "");
  if (!licence || !text) throw new Error(`${name}: a library in the page must name its licence (package.json) and carry its text`);
  if (!url.startsWith("https://"))
    throw new Error(`${name}: a library in the page must have an address (homepage or repository in package.json)`);
  if (/\*\/|<[/!]/.test(text)) throw new Error(`${name}: the text of its licence could end the comment or the script that holds it`);
  return { name, version, licence, url, text };
}
