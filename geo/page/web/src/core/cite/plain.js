/**
 * References as a sentence in the reader's language, by no standard: for a mail, a footnote or a caption.
 */
import { counted, editionOf, namesOf, titleOf } from "./parts.js";

/** @import {Cited, CitedSource} from "./parts.js" */

/**
 * A fact's source, and the record that the fact is in.
 *
 * @param {CitedSource} source
 * @param {Fact} fact
 * @param {Payload} payload
 * @param {Lang} lang
 * @param {string} date when it was published, worded; empty where that is not known
 */
export function plainOfSource(source, { id, lines }, { record, place }, lang, date) {
  const { title_zh: printed, title_en: title, url, archive, read } = source;
  const where = [source[`publisher_${lang}`], date, lines[lang], read].filter(Boolean);
  const names = namesOf(source);
  const held = { zh: `${place.zh.title} ${record.version}，事实 ${id}`, en: `${place.en.title} ${record.version}, fact ${id}` };
  if (lang === "zh")
    return `${[names.join("、"), `《${printed}》`, ...where].filter(Boolean).join("，")}（${held.zh}）。${url}${archive && `（存档：${archive}）`}`;
  const named = printed === title ? `“${title}”` : `“${title}” (${printed})`;
  return [`${[...names, named, ...where].join(", ")} (${held.en}).`, url, archive && `(archived at ${archive})`].filter(Boolean).join(" ");
}

/**
 * The atlas or one place of it.
 *
 * @param {Payload} payload
 * @param {Cited} cited
 * @param {Lang} lang
 * @param {string} [address]
 */
export function plainOfAtlas({ record, licence, place: names }, { facts, place }, lang, address = "") {
  const dated = [editionOf(record, lang), record.date].filter(Boolean).join(lang === "zh" ? "，" : ", ");
  if (lang === "zh") {
    const title = place ? `${names.zh.title}：${place.zh}` : names.zh.title;
    return `${title}（${facts} 条事实），数据版本 ${record.version}（${dated}），摘要 ${record.digest}，${licence.data}。${address}`;
  }
  const title = `${titleOf(names, place, "en")} (${counted(facts, "fact")})`;
  return [`${title}, record ${record.version} (${dated}), digest ${record.digest}, ${licence.data}.`, address].filter(Boolean).join(" ");
}
