/**
 * The atlas itself: what it is, in which state, under which terms, how to cite it, and what others made of it.
 */
import { referencesToAtlas } from "../core/cite/forms.js";
import { editionOf } from "../core/cite/parts.js";
import { listed } from "../core/messages.js";
import { pulseWords } from "../core/words.js";
import { showCite } from "./cite.js";
import { el, linkOut } from "./dom.js";
import { linksTo } from "./questions.js";

/**
 * @param {Atlas} atlas
 * @param {Lang} lang
 * @param {Say} say
 * @param {DrawerActions} actions
 * @returns {Content[]} what the drawer shows of the atlas
 */
export function showAboutAtlas(atlas, lang, say, actions) {
  const { payload, sites } = atlas;
  const { record, sources, carried, narrowed } = payload;
  const questions = linksTo(atlas, lang, say);
  const facts = sites.facts.reduce((sum, count) => sum + count, 0);
  return [
    el("p.intro", {}, say("aboutIntro")),
    el("p.intro.pulse", {}, pulseWords(atlas, lang)),
    showPart(
      say("aboutRecord"),
      el(
        "dl",
        {},
        ...showTerms([
          [say("aboutVersion"), [record.version, editionOf(record, lang)].filter(Boolean).join(" · ")],
          [say("aboutDate"), record.date],
          [say("aboutDigest"), el("code", {}, record.digest)],
          .../** @type {[string, Content][]} */ (narrowed ? [[say("aboutNarrowed"), narrowed.words[lang]]] : []),
          [
            say("aboutHolds"),
            el(
              "button.link",
              { type: "button", "data-key": "about-sources", onclick: () => actions.openSources() },
              say("aboutCounts", {
                places: say("places", { count: sites.count - sites.first }),
                facts: say("factsOf", { count: facts }),
                sources: say("sourcesLink", { count: sources.length }),
              }),
            ),
          ],
        ]),
      ),
    ),
    showPart(
      say("aboutTerms"),
      el("dl", {}, ...showTerms(termsOf(payload, say))),
      el(
        "div.tools",
        {},
        showCite(
          "cite-atlas",
          referencesToAtlas(payload, { facts }, lang, () => actions.addressOf("")),
          say,
          actions,
        ),
      ),
    ),
    questions.length > 0 && showPart(say("questions"), el("ul", {}, ...questions.map((link) => el("li", {}, link)))),
    showQuiet(payload, lang, say),
    showPart(say("aboutBoundaries"), el("p", {}, say(payload.boundaries ? "aboutBoundariesText" : "noBoundaries"))),
    payload.credited.length > 0 &&
      showPart(say("aboutCredited"), el("ul", {}, ...payload.credited.map(({ title, address }) => el("li", {}, linkOut(address, title))))),
    showPart(say("aboutCarried"), el("ul", {}, ...carried.map((notice) => el("li", {}, ...showNotice(notice, lang))))),
  ];
}

/** @param {string} title @param {...Content} content */
const showPart = (title, ...content) => el("section.about-atlas", {}, el("h3", {}, title), ...content);

/**
 * What leaves the page: nothing by itself, and to the page around it what it was built to tell.
 *
 * @param {Payload} payload
 * @param {Lang} lang
 * @param {Say} say
 */
function showQuiet({ embed_origins: origins }, lang, say) {
  const told = origins.length > 0 && say("aboutEmbedded", { origins: listed(origins, lang) });
  return showPart(say("aboutQuiet"), el("p", {}, say("aboutQuietText")), told && el("p", {}, told));
}

/**
 * Under which terms the atlas may be used, and where its files are, where the page has any beside it.
 *
 * @param {Payload} payload
 * @param {Say} say
 * @returns {[term: string, told: Content][]}
 */
function termsOf({ licence, code, files_page: files }, say) {
  return [
    [say("aboutData"), linkOut(licence.address, licence.data)],
    [say("aboutCode"), code],
    // eslint-disable-next-line no-restricted-syntax -- beside this page: the build takes no other address
    .../** @type {[string, Content][]} */ (files ? [[say("aboutFiles"), el("a", { href: files }, say("aboutFilesLink"))]] : []),
  ];
}

/** @param {[term: string, told: Content][]} terms */
const showTerms = (terms) => terms.flatMap(([term, told]) => [el("dt", {}, term), el("dd", {}, told)]);

/** @param {Payload["carried"][number]} notice @param {Lang} lang */
const showNotice = (notice, lang) => [
  el("b", {}, linkOut(notice.url, notice.name)),
  ` ${notice.version} · ${notice.licence}`,
  el("p.note", {}, notice[`what_${lang}`]),
];
