/**
 * What is said about a subject: its feature, as files hold it, and how its facts belong together.
 *
 * A claim gathers the facts that speak of the same thing (indicator, scope, date, aim); its date is empty where no year is
 * given, and each fact has the date on which it was stated, empty where that says no more. The order of claims and of
 * facts is the record's: what matters most first.
 */
import { blockReader, splitExports, splitFacts } from "./blocks.js";
import { spanOf } from "./dates.js";
import { once } from "./later.js";

/**
 * @typedef {import("./payload").Drawer} Drawer
 * @typedef {(name: string, code: number | string | null) => number} Positions the row of a code in a register, NONE where there is none
 */

const NONE = -1;

/** Blocks of facts that are kept: all of an atlas like ours, some megabytes of a large one. */
const KEPT = 8;

/**
 * @param {import("./payload").Core} payload the core payload
 * @param {Sites} sites its columns
 * @param {{facts: (block: number) => string, exports: (block: number) => string, patterns: () => string}} texts give the
 *   text of a block, and that of all patterns
 * @returns {Pick<Atlas, "factsOf" | "featureOf" | "exportOf">} of a row what is known about it, the text of its
 *   feature, and its parts of files of other formats
 */
export function factReader(payload, sites, { facts, exports, patterns }) {
  const positions = once(() => positionsIn(payload));
  const common = once(() => patterns().split("\n"));
  const known = blockReader(facts, (text, rows) => splitFacts(text, rows, sites, common()), payload.blocks, sites.count, KEPT);
  return {
    factsOf(row) {
      const { feature, beside } = known(row);
      return readKnown(JSON.parse(feature), JSON.parse(beside), positions());
    },
    featureOf: (row) => known(row).feature,
    // Rows are asked for in their order, a block at a time.
    exportOf: blockReader(exports, (text, rows) => splitExports(text, rows, common()), payload.blocks, sites.count, 1),
  };
}

/**
 * The position of each code in its register, and of each source.
 *
 * @param {Payload} payload
 * @returns {Positions}
 */
function positionsIn({ registers, sources }) {
  const lists = { ...registers, sources: sources.map(({ id }) => ({ code: id })) };
  const names = /** @type {const} */ (["indicators", "scopes", "aims", "units", "qualifiers", "statuses", "resolution_reasons", "sources"]);
  /** @type {Record<string, Map<unknown, number>>} */
  const maps = Object.fromEntries(
    names.map((name) => [name, new Map(lists[name].map(({ code }, at) => /** @type {[string, number]} */ ([code, at])))]),
  );
  return (name, code) => (maps[name].has(code) ? /** @type {number} */ (maps[name].get(code)) : NONE);
}

/**
 * What is known of a subject, from its feature and its `Drawer`: `key` are its key figures, each with what is expected or
 * aimed at later; `status` is the claim and the value that give the current one, null where none does.
 *
 * @param {Feature} feature
 * @param {Drawer} beside
 * @param {Positions} at
 * @returns {Known}
 */
function readKnown({ properties }, { claims, facts, key, status, promises = [], ...beside }, at) {
  const { facts: told, ...detail } = properties;
  let from = 0;
  const read = claims.map((claim) => {
    const places = Array.from({ length: claim.facts }, (_, i) => from + i);
    from += claim.facts;
    return readClaim(
      claim,
      places.map((place) => told[place]),
      places.map((place) => facts[place]),
      at,
    );
  });
  keepPromises(promises, read);
  return {
    detail: { ...detail, ...beside },
    claims: read,
    key: key.map(([claim, ahead]) => ({ claim: read[claim], ahead: ahead === null ? null : read[ahead] })),
    status: status ? { claim: read[status[0]], value: read[status[0]].values[status[1]] } : null,
  };
}

/**
 * Tell each fact that promises what became of it.
 *
 * @param {NonNullable<Drawer["promises"]>} promises
 * @param {Claim[]} claims
 */
function keepPromises(promises, claims) {
  const facts = claims.flatMap((claim) => claim.facts);
  for (const [made, answers, verdict, months] of promises) {
    const outcome = answers.map((place) => facts[place]);
    for (const place of made) facts[place].became = { verdict, months, outcome };
  }
}

/**
 * @param {Drawer["claims"][number]} claim
 * @param {WrittenFact[]} told
 * @param {Drawer["facts"]} shown
 * @param {Positions} at
 * @returns {Claim}
 */
function readClaim({ values, when_zh, when_en, note_zh, note_en }, told, shown, at) {
  const [first] = told;
  const facts = told.map((fact, i) => readFact(fact, shown[i], at));
  const when = values ? /** @type {Both} */ ({ zh: when_zh, en: when_en }) : facts[0].when;
  return {
    indicator: at("indicators", first.indicator),
    scope: at("scopes", first.scope),
    asOf: first.as_of || "",
    aim: at("aims", first.aim),
    differs: first.differs,
    resolution: first.resolution ? { reason: at("resolution_reasons", first.resolution), note_zh, note_en } : null,
    facts,
    when,
    values: values ? values.map((value) => readValue(value, facts)) : [{ facts, when }],
  };
}

/**
 * Facts that read the same, and of when they are.
 *
 * @param {import("./payload").Told} told
 * @param {Fact[]} facts
 * @returns {Value}
 */
const readValue = ({ facts: places, when_zh: zh, when_en: en }, facts) => ({
  facts: places.map((place) => facts[place]),
  when: { zh, en },
});

/** @param {WrittenFact} fact @param {Drawer["facts"][number]} shown @param {Positions} at @returns {Fact} */
function readFact(fact, [figureZh, unitZh, figureEn, unitEn, term, locatorZh, locatorEn], at) {
  return {
    id: fact.id,
    value: fact.value,
    status: at("statuses", fact.value),
    base: fact.value_base,
    unit: at("units", fact.unit),
    qualifier: at("qualifiers", fact.qualifier),
    stated: fact.stated || "",
    source: at("sources", fact.source),
    locator: fact.locator,
    token: fact.token,
    note_zh: fact.note_zh,
    note_en: fact.note_en,
    checked_by: fact.checked_by,
    checked_on: fact.checked_on,
    text: { zh: fact.value_zh, en: fact.value_en },
    figure: { zh: figureZh, en: figureEn },
    beside: { zh: unitZh, en: unitEn },
    when: { zh: fact.when_zh, en: fact.when_en },
    lines: { zh: locatorZh, en: locatorEn },
    term,
  };
}

/**
 * What became of a fact that a link names and its place does not hold.
 *
 * @param {string} id
 * @param {Atlas} atlas
 * @returns {{fact: string, row: number, withdrawal: import("./payload").Withdrawal | null}} the fact to read instead and the row of the place that
 *   holds it, -1 where there is none; `withdrawal` says why the one named was withdrawn
 */
export function whereabouts(id, { payload, sites, factsOf }) {
  const withdrawal = payload.withdrawn.find(({ fact }) => fact === id) || null;
  const fact = withdrawal ? withdrawal.replacement : id;
  /** @param {number} row */
  const holds = (row) => factsOf(row).claims.some(({ facts }) => facts.some((each) => each.id === fact));
  return { fact, row: Array.from({ length: sites.count }, (_, row) => row).findIndex(holds), withdrawal };
}

/**
 * A place's history: each status once a claim, with every fact that reports it, oldest first; what is known by its year
 * alone after what is known better of that year, and last what has no year.
 *
 * @param {Claim[]} claims
 * @param {Registers} registers
 * @returns {Step[]} the steps
 */
export function statusSteps(claims, registers) {
  const steps = claims
    .filter(({ indicator }) => registers.indicators[indicator].type === "status")
    .flatMap((claim) => claim.values.map(({ facts, when }) => ({ claim, status: facts[0].status, facts, when })));
  return steps.sort(
    (a, b) =>
      Number(a.claim.asOf === "") - Number(b.claim.asOf === "") ||
      compare(throughout(a.claim.asOf), throughout(b.claim.asOf)) ||
      a.status - b.status,
  );
}

/**
 * A date as a key of order by its end: a year comes after its months, and these after their days.
 *
 * @param {string} date
 */
const throughout = (date) => endOf(date) + "-99-99".slice(endOf(date).length - "2024".length);

/**
 * Claims by theme, in the register's order, without the status.
 *
 * @param {Claim[]} claims
 * @param {Registers} registers
 */
export function claimsByTheme(claims, registers) {
  const themes = registers.themes.map((theme, code) => ({ theme: code, claims: /** @type {Claim[]} */ ([]) }));
  for (const claim of claims) {
    const { theme, type } = registers.indicators[claim.indicator];
    if (type !== "status") themes[theme].claims.push(claim);
  }
  return themes.filter((group) => group.claims.length > 0);
}

/**
 * The date of the newest actual figure or honour among some claims, as `geo.atlas.pulse.newest_date` finds it; empty where
 * none has a date.
 *
 * @param {Claim[]} claims
 * @param {Registers} registers
 */
export const newestDate = (claims, { aims }) =>
  claims
    .filter(({ aim, asOf }) => asOf !== "" && aims[aim].code === "actual")
    .map(({ asOf }) => asOf)
    .reduce((newest, date) => (newest === "" || spanOf(date)[1] > spanOf(newest)[1] ? date : newest), "");

/**
 * Claims of one indicator and scope together, and in them those of one aim: the first, which is the newest, and the
 * older ones behind it. Those without a year have a course of their own, as nobody knows which came first.
 *
 * @param {Claim[]} claims
 * @returns {{indicator: number, scope: number, claims: Claim[], courses: {newest: Claim, older: Claim[]}[]}[]} in the
 *   order of the claims
 */
export function seriesOf(claims) {
  return gather(claims, ({ indicator, scope }) => `${indicator} ${scope}`).map((group) => ({
    indicator: group[0].indicator,
    scope: group[0].scope,
    claims: group,
    courses: gather(group, ({ aim, asOf }) => `${aim} ${asOf === ""}`).map(([newest, ...older]) => ({ newest, older })),
  }));
}

/** @param {Claim[]} claims @param {(claim: Claim) => string} keyOf */
function gather(claims, keyOf) {
  const groups = new Map();
  for (const claim of claims) {
    const key = keyOf(claim);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(claim);
  }
  return [...groups.values()];
}

/**
 * Why one of the facts is preferred, with what was found out; else that the question is open, in the words given.
 *
 * @param {Claim} claim
 * @param {Registers} registers
 * @param {Lang} lang
 * @param {Say} say
 * @param {string} open
 */
export function whyPreferred({ resolution }, registers, lang, say, open) {
  if (!resolution) return open;
  const reason = registers.resolution_reasons[resolution.reason][lang];
  return [say("resolved", { reason }), resolution[`note_${lang}`]].filter(Boolean).join(" ");
}

/**
 * Order of two reduced dates or intervals by their end; the less exact of two equal ones first.
 *
 * @param {string} a
 * @param {string} b
 */
export const compareDates = (a, b) => compare(endOf(a), endOf(b));

/** @param {string} date */
const endOf = (date) => date.slice(date.indexOf("/") + 1);

/**
 * What sorts upwards.
 *
 * @param {any} a
 * @param {any} b both texts or both numbers, which TypeScript cannot know
 */
export const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What two claims have in common that are of the same aim and date.
 *
 * @param {Pick<Claim, "aim" | "asOf">} claim
 */
export const dateKey = ({ aim, asOf }) => `${aim} ${asOf}`;

/**
 * The aim and the date that most places or districts have in common: of what is the case before all else, then the latest.
 *
 * @param {Claim[][]} lists
 * @returns {string | null} null where no two have one
 */
export function commonDate(lists) {
  /** @type {Map<string, {claim: Claim, count: number}>} */
  const dates = new Map();
  for (const claims of lists) {
    const own = new Map(claims.filter(({ asOf }) => asOf !== "").map((claim) => [dateKey(claim), claim]));
    for (const [key, claim] of own) dates.set(key, { claim, count: (dates.get(key)?.count || 0) + 1 });
  }
  const [best] = [...dates]
    .filter(([, { count }]) => count > 1)
    .sort(([, a], [, b]) => a.claim.aim - b.claim.aim || b.count - a.count || compareDates(b.claim.asOf, a.claim.asOf));
  return best ? best[0] : null;
}
