import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanText, createFolding } from "../../geo/page/web/src/core/characters.js";

const { fold, eachWord } = createFolding({ variants: "启啓啟\n园園\n(（", words: "资讯\t信息\n资讯科技\t信息技术\nc++\tc" });
const foldWords = (text) => eachWord(text, (other) => other);

test("Whatever a character, an accent or a width looks like, folded text is the same", () => {
  for (const form of ["光启", "光啓", "光啟"]) assert.equal(fold(form), "光启");
  for (const form of ["lǚyóu", "LU\u0308YO\u0301U", "ｌuyou", "lu'you"]) assert.equal(fold(form), "luyou");
  assert.equal(fold("\u2f6f峰"), fold("石峰"));
});

test("Of two words that begin together the longer one is folded", () => {
  assert.equal(foldWords("资讯科技园"), "信息技术园");
  assert.equal(foldWords("资讯业 c++"), "信息业 c");
});

test("Without tables nothing is folded but what Unicode knows", () => {
  const bare = createFolding({ variants: "", words: "" });
  assert.equal(bare.fold("啟Ａ"), "啟a");
  assert.equal(
    bare.eachWord("资讯", (other) => other),
    "资讯",
  );
});

test("What cannot be seen is left out; control characters are blanks", () => {
  assert.equal(cleanText("\ufeff石\u200b\u200c\u200d\u2060峰\u00ad\u200e\u202a\u2068"), "石峰");
  assert.equal(cleanText("a\tb\ud800"), "a b\ufffd");
});
