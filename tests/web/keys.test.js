import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { ESLint } from "eslint";
import { onKeys } from "../../geo/page/web/src/ui/keys.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A key as browsers give it. */
const key = (values) => Object.assign(new Event("keydown", { cancelable: true }), values);

test("keys are heard until listening ends, those of an input method never", () => {
  const target = new EventTarget();
  const heard = [];
  const end = onKeys(target, (event) => heard.push(event.key));
  target.dispatchEvent(key({ key: "ArrowDown", isComposing: false, keyCode: 40 }));
  target.dispatchEvent(key({ key: "ArrowUp", isComposing: true, keyCode: 38 }));
  target.dispatchEvent(key({ key: "Enter", isComposing: false, keyCode: 229 }));
  end();
  target.dispatchEvent(key({ key: "Escape", isComposing: false, keyCode: 27 }));
  assert.deepEqual(heard, ["ArrowDown"]);
});

test("no handler of keys can be added in another way", async () => {
  const eslint = new ESLint({ cwd: root });
  for (const code of [
    'document.addEventListener("keydown", () => {});',
    'document[window.on ? "addEventListener" : "removeEventListener"]("keyup", () => {});',
    "document.body.onkeydown = () => {};",
    "export const handlers = { onkeypress: () => {} };",
  ]) {
    const [{ messages }] = await eslint.lintText(code, { filePath: `${root}geo/page/web/src/ui/other.js` });
    assert.deepEqual(
      messages.map(({ ruleId }) => ruleId),
      ["no-restricted-syntax"],
      code,
    );
  }
});
