import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { commentOf, librariesOf } from "../../geo/page/web/notices.mjs";

/** The libraries of a bundle that uses `used`, made of packages given as {name: files}. */
async function bundleOf(packages, used) {
  const folder = mkdtempSync(join(tmpdir(), "notices-"));
  try {
    for (const [name, files] of Object.entries(packages)) {
      const home = join(folder, "node_modules", name);
      mkdirSync(home, { recursive: true });
      for (const [file, text] of Object.entries({ "index.js": "export default [1];", ...files })) writeFileSync(join(home, file), text);
    }
    const contents = used.map((name, i) => `import a${i} from "${name}"; console.log(a${i});`).join("\n");
    const stdin = { contents, resolveDir: folder };
    const { metafile } = await build({ stdin, bundle: true, write: false, metafile: true, absWorkingDir: folder });
    return librariesOf(metafile, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const about = (more) => ({ "package.json": JSON.stringify({ version: "1.0.0", license: "MIT", homepage: "https://a.example", ...more }) });
const TERMS = { LICENSE: "Copyright (c) A\n" };

test("Libraries in the bundle are listed with their own words, and others are not", async () => {
  const packages = {
    b: { ...about({ name: "b", homepage: undefined, repository: { url: "git+https://b.example/b.git" } }), "license.md": "Terms of B" },
    "@a/a": { ...about({ name: "@a/a" }), ...TERMS },
    unused: { ...about({ name: "unused" }), ...TERMS },
  };
  assert.deepEqual(await bundleOf(packages, ["b", "@a/a"]), [
    { name: "@a/a", version: "1.0.0", licence: "MIT", url: "https://a.example", text: "Copyright (c) A" },
    { name: "b", version: "1.0.0", licence: "MIT", url: "https://b.example/b", text: "Terms of B" },
  ]);
});

test("Their licences stand in the script", async () => {
  const libraries = await bundleOf({ a: { ...about({ name: "a" }), ...TERMS } }, ["a"]);
  assert.equal(commentOf(libraries), "/*! a 1.0.0\nCopyright (c) A\n*/\n");
});

const REFUSED = {
  "no licence named": { ...about({ name: "a", license: undefined }), ...TERMS },
  "no text of a licence": about({ name: "a" }),
  "no address": { ...about({ name: "a", homepage: undefined }), ...TERMS },
  "a text that would end the comment": { ...about({ name: "a" }), LICENSE: "*/ alert(1)" },
  "a text that would end the script": { ...about({ name: "a" }), LICENSE: "</script>" },
};
for (const [what, files] of Object.entries(REFUSED)) {
  test(`A library with ${what} stops the build`, () => assert.rejects(bundleOf({ a: files }, ["a"]), /^Error: a: /));
}
