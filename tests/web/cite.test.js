import assert from "node:assert/strict";
import { test } from "node:test";
import { apaOfAtlas, apaOfSource } from "../../geo/page/web/src/core/cite/apa.js";
import { bibtexOfAtlas, bibtexOfSource } from "../../geo/page/web/src/core/cite/bibtex.js";
import { gbtOfAtlas, gbtOfSource } from "../../geo/page/web/src/core/cite/gbt.js";
import { plainOfAtlas, plainOfSource } from "../../geo/page/web/src/core/cite/plain.js";

const PAYLOAD = {
  record: { version: "2024.12.31", date: "2024-12-31", digest: "0123456789ab", edition: "", after: "" },
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
  title_en: "A Title",
  publisher_zh: "某网",
  publisher_en: "Some Site",
  authors: "",
  published: "2024-12-26",
  mark: "EB",
  url: "",
  archive: "",
  accessed: "",
  read: "",
  ...told,
});
const PAPER = source({
  id: "daily-2024",
  title_zh: "长风——综述",
  title_en: "A Long Wind",
  publisher_zh: "株洲日报",
  publisher_en: "Zhuzhou Daily",
  mark: "N",
  authors: "甲;乙",
  published: "2024-12",
});
const FACT = { id: "f0001", locator: "L12-14", lines: { zh: "第 12–14 行", en: "lines 12–14" } };
const NO_LINE = { id: "f0002", locator: "", lines: { zh: "", en: "" } };
const ALL = { facts: 1125 };
const PARK = { facts: 1, place: { id: "hill-park", zh: "山丘园", en: "Hill Park" } };

for (const [what, told, fact, expected] of [
  ["an article of a newspaper, with its authors and its lines", PAPER, FACT, "甲, 乙. 长风——综述[N]. 株洲日报, 2024-12: 第12-14行."],
  ["more than three authors", { ...PAPER, authors: "甲;乙;丙;丁;戊" }, NO_LINE, "甲, 乙, 丙, 等. 长风——综述[N]. 株洲日报, 2024-12."],
  [
    "a newspaper read online",
    source({ publisher_zh: "湖南日报(example.com 转载)", mark: "N", url: "http://example.com/a" }),
    NO_LINE,
    "题名[N/OL]. 湖南日报(example.com 转载), 2024-12-26. http://example.com/a.",
  ],
  [
    "a newspaper's page that does not name it",
    source({ publisher_zh: "报纸专版(报名不详)", mark: "N", published: "2024" }),
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
    source({ publisher_zh: "某公报", mark: "Z" }),
    NO_LINE,
    "某公报. 题名[Z]. 2024-12-26.",
  ],
  [
    "a data set",
    source({ publisher_zh: "某库", mark: "DS", url: "https://example.com/d" }),
    NO_LINE,
    "某库. 题名[DS/OL]. (2024-12-26). https://example.com/d.",
  ],
  [
    "a page that was read on a day",
    source({ url: "https://example.com/a", accessed: "2026-11-27" }),
    NO_LINE,
    "某网. 题名[EB/OL]. (2024-12-26)[2026-11-27]. https://example.com/a.",
  ],
  [
    "a report whose address is not known without the day on which its copy was read",
    source({ mark: "R", accessed: "2026-11-27" }),
    NO_LINE,
    "某网. 题名[R]. 2024-12-26.",
  ],
  [
    "an article of a journal like one of a newspaper",
    source({ mark: "J", authors: "甲", url: "https://example.com/a" }),
    { locator: "L3" },
    "甲. 题名[J/OL]. 某网, 2024-12-26: 第3行. https://example.com/a.",
  ],
  ["what has no address and is no newspaper", source({ publisher_zh: "光启技术", mark: "Z" }), NO_LINE, "光启技术. 题名[Z]. 2024-12-26."],
]) {
  test(`GB/T 7714 cites ${what}`, () => assert.equal(gbtOfSource(told, fact), expected));
}

test("GB/T 7714 cites the atlas and a place of it as a data set", () => {
  assert.equal(
    gbtOfAtlas(PAYLOAD, ALL),
    "株洲产业图谱贡献者. 株洲产业图谱[DS]. 数据版本 2024.12.31(摘要 0123456789ab), 1125 条事实. 2024-12-31. CC BY 4.0.",
  );
  assert.match(gbtOfAtlas(PAYLOAD, PARK), /^株洲产业图谱贡献者\. 株洲产业图谱: 山丘园\[DS\]\./);
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

test("BibTeX has the day of access with the address, how it was read, and what kind of text it is", () => {
  const told = { url: "https://example.com/a", accessed: "2026-11-27", read: "read as a page on 27 Nov 2026" };
  const entry = bibtexOfSource(source({ ...told, mark: "R", archive: "https://example.org/b" }), NO_LINE, PAYLOAD);
  assert.match(entry, /^@techreport\{.*institution = \{\{某网\}\}/s);
  assert.match(entry, /urldate = \{2026-11-27\}/);
  assert.match(entry, /read as a page on 27 Nov 2026, archived at https:\/\/example\.org\/b\}/);
  assert.doesNotMatch(bibtexOfSource(source({ ...told, url: "" }), NO_LINE, PAYLOAD), /urldate/);
});

test("Nothing of a text runs in TeX, and no address ends its field", () => {
  const entry = bibtexOfSource(source({ title_zh: "100% {a} \\b & c_d #1 $e ~ ^", url: "http://e.com/{x}\\" }), NO_LINE, PAYLOAD);
  assert.ok(entry.includes("title = {{100\\% \\{a\\} \\textbackslash{}b \\& c\\_d \\#1 \\$e \\textasciitilde{} \\textasciicircum{}}}"));
  assert.ok(entry.includes("url = {http://e.com/%7Bx%7D%5C}"));
});

test("BibTeX cites the atlas and a place of it by version, digest and licence", () => {
  const entry = bibtexOfAtlas(PAYLOAD, PARK);
  assert.match(entry, /^@misc\{zhuzhou-industry-atlas-2024\.12\.31-hill-park,/);
  assert.match(entry, /author = \{\{Zhuzhou Industry Atlas contributors\}\}/);
  assert.match(entry, /title = \{\{株洲产业图谱: 山丘园\}\}/);
  assert.match(entry, /note = \{record 2024\.12\.31, digest 0123456789ab, place hill-park, 1 fact, CC BY 4\.0\}/);
  assert.doesNotMatch(bibtexOfAtlas(PAYLOAD, ALL), /place/);
});

for (const [what, told, fact, expected] of [
  [
    "an article with its authors, its title in both languages and its lines",
    PAPER,
    FACT,
    "甲, & 乙. (2024, December). 长风——综述 [A Long Wind]. Zhuzhou Daily, lines 12–14.",
  ],
  [
    "an article without authors by its title",
    { ...PAPER, authors: "" },
    { ...FACT, locator: "L3" },
    "长风——综述 [A Long Wind]. (2024, December). Zhuzhou Daily, line 3.",
  ],
  [
    "a page by who publishes it, with nothing after its address",
    source({ url: "https://example.com/a" }),
    NO_LINE,
    "Some Site. (2024, December 26). 题名 [A Title]. https://example.com/a",
  ],
  [
    "a page with the day on which it was read",
    source({ url: "https://example.com/a", accessed: "2026-11-27" }),
    NO_LINE,
    "Some Site. (2024, December 26). 题名 [A Title]. Retrieved November 27, 2026, from https://example.com/a",
  ],
  [
    "what has no date and one title",
    source({ title_zh: "A Title", published: "", publisher_en: "A Co., Ltd." }),
    NO_LINE,
    "A Co., Ltd. (n.d.). A Title.",
  ],
]) {
  test(`APA cites ${what}`, () => assert.equal(apaOfSource(told, fact), expected));
}

test("APA cites the atlas and a place of it as a data set, with the number of its facts", () => {
  assert.equal(
    apaOfAtlas(PAYLOAD, ALL),
    "Zhuzhou Industry Atlas contributors. (2024, December 31). " +
      "Zhuzhou Industry Atlas (Record 2024.12.31, digest 0123456789ab; 1125 facts) [Data set]. CC BY 4.0.",
  );
  assert.match(
    apaOfAtlas(PAYLOAD, PARK, "https://e.com/#place"),
    /Atlas: Hill Park \(.*; 1 fact\) \[Data set\].* https:\/\/e\.com\/#place$/,
  );
});

test("Plain text cites a source in the reader's language, with the fact's id and its record", () => {
  assert.equal(
    plainOfSource(PAPER, FACT, PAYLOAD, "zh", "2024年12月"),
    "甲、乙，《长风——综述》，株洲日报，2024年12月，第 12–14 行（株洲产业图谱 2024.12.31，事实 f0001）。",
  );
  assert.equal(
    plainOfSource(source({ url: "https://example.com/a" }), NO_LINE, PAYLOAD, "en", "26 Dec 2024"),
    "“A Title” (题名), Some Site, 26 Dec 2024 (Zhuzhou Industry Atlas 2024.12.31, fact f0002). https://example.com/a",
  );
});

test("Plain text says how and when a source was read, and where it is archived", () => {
  const told = source({ url: "https://e.com/a", archive: "https://e.org/b", read: "read as a stored copy on 27 Nov 2026" });
  assert.match(
    plainOfSource(told, NO_LINE, PAYLOAD, "en", "26 Dec 2024"),
    /26 Dec 2024, read as a stored copy on 27 Nov 2026 \(.*\)\. https:\/\/e\.com\/a \(archived at https:\/\/e\.org\/b\)$/,
  );
  assert.match(plainOfSource(told, NO_LINE, PAYLOAD, "zh", ""), /https:\/\/e\.com\/a（存档：https:\/\/e\.org\/b）$/);
});

test("Plain text cites the atlas and a place of it with the number of its facts", () => {
  assert.equal(
    plainOfAtlas(PAYLOAD, PARK, "zh"),
    "株洲产业图谱：山丘园（1 条事实），数据版本 2024.12.31（2024-12-31），摘要 0123456789ab，CC BY 4.0。",
  );
  assert.match(
    plainOfAtlas(PAYLOAD, ALL, "en"),
    /^Zhuzhou Industry Atlas \(1125 facts\), record 2024\.12\.31 \(2024-12-31\), .*CC BY 4\.0\.$/,
  );
});

const dated = (told) => ({ ...PAYLOAD, record: { ...PAYLOAD.record, ...told } });
const EDITION = dated({ edition: "v0.2.0" });
const LATER = dated({ after: "v0.2.0" });

test("A reference names the edition and its date, in each form", () => {
  assert.match(gbtOfAtlas(EDITION, ALL), /\[DS\]\. v0\.2\.0 版, 数据版本 2024\.12\.31\(.*\. 2024-12-31\./);
  assert.match(apaOfAtlas(EDITION, ALL), /\(2024, December 31\)\. .* \(Edition v0\.2\.0, record 2024\.12\.31, digest/);
  assert.match(
    bibtexOfAtlas(EDITION, ALL),
    /date = \{2024-12-31\},\n.*\n {2}edition = \{v0\.2\.0\},\n {2}note = \{edition v0\.2\.0, record/,
  );
  assert.match(plainOfAtlas(EDITION, ALL, "zh"), /数据版本 2024\.12\.31（v0\.2\.0 版，2024-12-31）/);
  assert.match(plainOfAtlas(EDITION, ALL, "en"), /record 2024\.12\.31 \(edition v0\.2\.0, 2024-12-31\)/);
});

test("A state after an edition is not cited as that edition", () => {
  assert.match(gbtOfAtlas(LATER, ALL), /v0\.2\.0 版之后, 数据版本/);
  assert.match(apaOfAtlas(LATER, ALL), /\(After edition v0\.2\.0, record/);
  assert.doesNotMatch(bibtexOfAtlas(LATER, ALL), /^ {2}edition/m);
  assert.match(plainOfAtlas(LATER, ALL, "en"), /\(after edition v0\.2\.0, 2024-12-31\)/);
});
