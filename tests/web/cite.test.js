import assert from "node:assert/strict";
import { test } from "node:test";
import { bibtexOfAtlas, bibtexOfSource, gbtOfAtlas, gbtOfSource } from "../../geo/page/web/src/core/cite.js";

const PAYLOAD = {
  record: { version: "2024.12.31", date: "2024-12-31", digest: "0123456789ab" },
  licence: { data: "CC BY 4.0", attribution: "Zhuzhou Industry Atlas contributors" },
  place: {
    name: "zhuzhou-industry-atlas",
    zh: { title: "株洲产业图谱", contributors: "株洲产业图谱贡献者" },
    en: { title: "Zhuzhou Industry Atlas", contributors: "Zhuzhou Industry Atlas contributors" },
  },
};
const source = (told) => ({
  id: "some-page",
  title_zh: "题名",
  publisher_zh: "某网",
  authors: "",
  published: "2024-12-26",
  type: "web-page",
  url: "",
  ...told,
});
const PAPER = source({
  id: "daily-2024",
  title_zh: "长风——综述",
  publisher_zh: "株洲日报",
  type: "newspaper",
  authors: "甲;乙",
  published: "2024-12",
});
const FACT = { id: "f0001", locator: "L12-14" };
const NO_LINE = { id: "f0002", locator: "" };

for (const [what, told, fact, expected] of [
  ["an article of a newspaper, with its authors and its lines", PAPER, FACT, "甲, 乙. 长风——综述[N]. 株洲日报, 2024-12: 第12-14行."],
  ["more than three authors", { ...PAPER, authors: "甲;乙;丙;丁;戊" }, NO_LINE, "甲, 乙, 丙, 等. 长风——综述[N]. 株洲日报, 2024-12."],
  [
    "a newspaper read online",
    source({ publisher_zh: "湖南日报(example.com 转载)", type: "newspaper", url: "http://example.com/a" }),
    NO_LINE,
    "题名[N/OL]. 湖南日报(example.com 转载), 2024-12-26. http://example.com/a.",
  ],
  [
    "a newspaper's page that does not name it",
    source({ publisher_zh: "报纸专版(报名不详)", type: "newspaper", published: "2024" }),
    { locator: "L3" },
    "题名[N]. 报纸专版(报名不详), 2024: 第3行.",
  ],
  [
    "a page of a government",
    source({ publisher_zh: "荷塘区人民政府", url: "http://www.hetang.gov.cn/c/i2410472.html" }),
    NO_LINE,
    "荷塘区人民政府. 题名[EB/OL]. (2024-12-26). http://www.hetang.gov.cn/c/i2410472.html.",
  ],
  [
    "a page without a day",
    source({ published: "2023", url: "https://example.com/" }),
    NO_LINE,
    "某网. 题名[EB/OL]. (2023). https://example.com/.",
  ],
  ["a page whose address is not known as another text", source({ publisher_zh: "某论坛" }), NO_LINE, "某论坛. 题名[Z]. 2024-12-26."],
  [
    "a document whose publisher is named like a newspaper",
    source({ publisher_zh: "某公报", type: "document" }),
    NO_LINE,
    "某公报. 题名[Z]. 2024-12-26.",
  ],
  [
    "a data set",
    source({ publisher_zh: "某库", type: "dataset", url: "https://example.com/d" }),
    NO_LINE,
    "某库. 题名[DS/OL]. (2024-12-26). https://example.com/d.",
  ],
  [
    "what has no address and is no newspaper",
    source({ publisher_zh: "光启技术", type: "document" }),
    NO_LINE,
    "光启技术. 题名[Z]. 2024-12-26.",
  ],
]) {
  test(`GB/T 7714 cites ${what}`, () => assert.equal(gbtOfSource(told, fact), expected));
}

test("GB/T 7714 cites the atlas and a place of it as a data set", () => {
  assert.equal(gbtOfAtlas(PAYLOAD), "株洲产业图谱贡献者. 株洲产业图谱[DS]. 数据版本 2024.12.31(摘要 0123456789ab). 2024-12-31. CC BY 4.0.");
  assert.match(gbtOfAtlas(PAYLOAD, { id: "hill-park", name: "山丘园" }), /^株洲产业图谱贡献者\. 株洲产业图谱: 山丘园\[DS\]\./);
});

test("BibTeX cites an article with all that is known, and no more", () => {
  assert.equal(
    bibtexOfSource(PAPER, FACT, PAYLOAD),
    `@article{daily-2024-f0001,
  author = {甲 and 乙},
  title = {{长风——综述}},
  journal = {{株洲日报}},
  year = {2024},
  month = {12},
  date = {2024-12},
  note = {Zhuzhou Industry Atlas, record 2024.12.31 (0123456789ab), fact f0001, line 12-14},
}
`,
  );
});

test("BibTeX names the publisher of a page, and invents neither author nor month", () => {
  const entry = bibtexOfSource(source({ published: "2023", url: "https://example.com/a_b?c=1&d=%E9" }), NO_LINE, PAYLOAD);
  assert.match(
    entry,
    /^@misc\{some-page-f0002,\n {2}title = \{\{题名\}\},\n {2}organization = \{\{某网\}\},\n {2}year = \{2023\},\n {2}date/,
  );
  assert.doesNotMatch(entry, /author|month|line/);
  // An address is taken as it is.
  assert.match(entry, /url = \{https:\/\/example\.com\/a_b\?c=1&d=%E9\},/);
});

test("Nothing of a text runs in TeX, and no address ends its field", () => {
  const entry = bibtexOfSource(source({ title_zh: "100% {a} \\b & c_d #1 $e ~ ^", url: "http://e.com/{x}\\" }), NO_LINE, PAYLOAD);
  assert.ok(entry.includes("title = {{100\\% \\{a\\} \\textbackslash{}b \\& c\\_d \\#1 \\$e \\textasciitilde{} \\textasciicircum{}}}"));
  assert.ok(entry.includes("url = {http://e.com/%7Bx%7D%5C}"));
});

test("BibTeX cites the atlas and a place of it by version, digest and licence", () => {
  const entry = bibtexOfAtlas(PAYLOAD, { id: "hill-park", name: "山丘园" });
  assert.match(entry, /^@misc\{zhuzhou-industry-atlas-2024\.12\.31-hill-park,/);
  assert.match(entry, /author = \{\{Zhuzhou Industry Atlas contributors\}\}/);
  assert.match(entry, /title = \{\{株洲产业图谱: 山丘园\}\}/);
  assert.match(entry, /note = \{record 2024\.12\.31, digest 0123456789ab, place hill-park, CC BY 4\.0\}/);
  assert.doesNotMatch(bibtexOfAtlas(PAYLOAD), /place/);
});
