import assert from "node:assert/strict";
import { test } from "node:test";
import { readersLanguage, rememberLanguage } from "../../geo/page/web/src/ui/language.js";

test("Each city's page remembers its own language; Zhuzhou's by the key that it always had", (t) => {
  const kept = new Map([["zhuzhou-atlas-language", "zh"]]);
  const localStorage = { getItem: (key) => kept.get(key), setItem: (key, value) => kept.set(key, value) };
  t.after(() => delete globalThis.window);
  globalThis.window = { localStorage };
  const [here, there] = ["zhuzhou-atlas", "xiangtan-atlas"].map((name) => ({ place: { export_name: name } }));
  rememberLanguage(there, "en");
  assert.deepEqual([readersLanguage(here), readersLanguage(there)], ["zh", "en"]);
});
