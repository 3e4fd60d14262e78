import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { zipped } from "../../geo/page/web/src/core/export/zip.js";

const FILES = { "a.xml": "株洲".repeat(5000), "b/c.txt": "", "b/d.txt": "d" };
const READ =
  "import json, sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps({i.filename: z.read(i).decode() for i in z.infolist()}))";

const made = () =>
  zipped(
    Object.entries(FILES).map(([name, text]) => ({ name, content: new Blob([text]) })),
    "application/zip",
  );

/** @param {Blob} archive @returns {Promise<Record<string, string>>} what another program finds in it */
async function read(archive) {
  const folder = mkdtempSync(join(tmpdir(), "zip-"));
  const path = join(folder, "file.zip");
  writeFileSync(path, Buffer.from(await archive.arrayBuffer()));
  const { stdout, stderr } = spawnSync("python3", ["-c", READ, path], { encoding: "utf8" });
  rmSync(folder, { recursive: true });
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

test("An archive is what another program reads, compressed and of one type", async () => {
  const archive = await made();
  assert.equal(archive.type, "application/zip");
  assert.ok(archive.size < 2000);
  assert.deepEqual(await read(archive), FILES);
});

for (const [name, stream] of [
  ["none", undefined],
  [
    "none of this form",
    class {
      constructor() {
        throw new TypeError("Unsupported compression format");
      }
    },
  ],
]) {
  test(`Where the browser has ${name}, files are stored as they are`, async () => {
    const own = globalThis.CompressionStream;
    globalThis.CompressionStream = stream;
    try {
      const archive = await made();
      assert.ok(archive.size > 30000);
      assert.deepEqual(await read(archive), FILES);
    } finally {
      globalThis.CompressionStream = own;
    }
  });
}

test("The same files give the same archive", async () => {
  const [first, again] = await Promise.all([made(), made()]);
  assert.ok(Buffer.from(await first.arrayBuffer()).equals(Buffer.from(await again.arrayBuffer())));
});
