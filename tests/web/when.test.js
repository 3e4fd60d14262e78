import assert from "node:assert/strict";
import { test } from "node:test";
import { formatWhen } from "../../geo/page/web/src/core/when.js";

const said = (...dates) => dates.map((stated) => ({ stated }));

for (const [what, asOf, dates, zh, en] of [
  ["a date alone", "2024", [""], "2024年", "2024"],
  ["a promise with both its dates", "2025", ["2024-12"], "2025年，2024年12月公布", "2025, stated Dec 2024"],
  ["no year", "", ["2024-12-25"], "未注明年份，2024年12月25日公布", "no year given, stated 25 Dec 2024"],
  ["one date where both are the same", "2024", ["2024"], "2024年", "2024"],
  ["every date of facts shown together", "", ["2022-09", "2022-01-24"], "未注明年份，2022年1月24日、2022年9月公布", "no year given, stated 24 Jan 2022, Sep 2022"],
  ["the month for a day in it", "2025", ["2024-12-25", "2024-12"], "2025年，2024年12月公布", "2025, stated Dec 2024"],
]) {
  test(`The date of a figure: ${what}`, () => {
    assert.equal(formatWhen({ asOf }, said(...dates), "zh"), zh);
    assert.equal(formatWhen({ asOf }, said(...dates), "en"), en);
  });
}
