/**
 * What is said about a subject: read from its block of the file the first time it is asked for.
 *
 * A block holds 256 subjects. A claim gathers the facts that speak of the same thing (indicator, scope, date, aim); its
 * date is empty where no year is given, and each fact has the date on which it was stated, empty where that says no more;
 * the order of claims and of facts is the record's: what matters most first.
 */

const BLOCK = 256;

/**
 * @param {(block: number) => string} readBlock gives the JSON text of a block
 * @returns {(index: number) => {detail: object, claims: object[]}} what is known about a subject
 */
export function factReader(readBlock) {
  const blocks = new Map();
  return (index) => {
    const number = Math.floor(index / BLOCK);
    if (!blocks.has(number)) blocks.set(number, JSON.parse(readBlock(number)));
    const [detail, claims] = blocks.get(number)[index % BLOCK];
    return { detail, claims: claims.map(readClaim) };
  };
}

function readClaim([indicator, scope, asOf, aim, differs, resolution, facts]) {
  return {
    indicator,
    scope,
    asOf,
    aim,
    differs: differs === 1,
    resolution: resolution && readResolution(resolution),
    facts: facts.map(readFact),
  };
}

const readResolution = ([reason, noteZh, noteEn]) => ({ reason, note_zh: noteZh, note_en: noteEn });

function readFact([id, value, unit, qualifier, stated, source, locator, token, noteZh, noteEn, term, base]) {
  return { id, value, unit, qualifier, stated, source, locator, token, note_zh: noteZh, note_en: noteEn, term, base };
}

/**
 * What became of a fact that a link names and its place does not hold.
 *
 * @returns {{fact: string, row: number, withdrawal: object|null}} the fact to read instead and the row of the place that
 *   holds it, -1 where there is none; `withdrawal` says why the one named was withdrawn
 */
export function whereabouts(id, { payload, sites, factsOf }) {
  const withdrawal = payload.withdrawn.find(({ fact }) => fact === id) || null;
  const fact = withdrawal ? withdrawal.replacement : id;
  const holds = (row) => factsOf(row).claims.some(({ facts }) => facts.some((each) => each.id === fact));
  return { fact, row: Array.from({ length: sites.count }, (_, row) => row).findIndex(holds), withdrawal };
}

/** The claims that a popup shows: the first of each indicator, status left out, at most `limit`. */
export function keyClaims(claims, registers, limit) {
  const seen = new Set();
  return claims
    .filter(({ indicator }) => {
      const fresh = registers.indicators[indicator].type !== "status" && !seen.has(indicator);
      seen.add(indicator);
      return fresh;
    })
    .slice(0, limit);
}

/**
 * A place's history: each status once a claim, with every fact that reports it, oldest first; last what has no year.
 *
 * @returns {{claim: object, status: number, facts: object[]}[]} the steps
 */
export function statusSteps(claims, registers) {
  const steps = [];
  for (const claim of claims) {
    if (registers.indicators[claim.indicator].type !== "status") continue;
    for (const fact of claim.facts) {
      const known = steps.find((step) => step.claim === claim && step.status === fact.value);
      if (known) known.facts.push(fact);
      else steps.push({ claim, status: fact.value, facts: [fact] });
    }
  }
  return steps.sort((a, b) => lacksYear(a) - lacksYear(b) || compareDates(a.claim.asOf, b.claim.asOf) || a.status - b.status);
}

const lacksYear = ({ claim }) => claim.asOf === "";

/** The last of steps in order; one without a year only where none has any. */
export const lastStep = (steps) => steps.filter((step) => !lacksYear(step)).pop() || steps[steps.length - 1];

/** Claims by theme, in the register's order, without the status. */
export function claimsByTheme(claims, registers) {
  const themes = registers.themes.map((theme, code) => ({ theme: code, claims: [] }));
  for (const claim of claims) {
    const { theme, type } = registers.indicators[claim.indicator];
    if (type !== "status") themes[theme].claims.push(claim);
  }
  return themes.filter((group) => group.claims.length > 0);
}

/**
 * Claims of one indicator and scope together, and in them those of one aim: the first, which is the newest, and the
 * older ones behind it. Those without a year have a course of their own, as nobody knows which came first.
 *
 * @returns {{indicator: number, scope: number, claims: object[], courses: {newest: object, older: object[]}[]}[]} in the
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

function gather(claims, keyOf) {
  const groups = new Map();
  for (const claim of claims) {
    const key = keyOf(claim);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(claim);
  }
  return [...groups.values()];
}

/** Why one of the facts is preferred, with what was found out; else that the question is open, in the words given. */
export function whyPreferred({ resolution }, registers, lang, say, open) {
  if (!resolution) return open;
  const reason = registers.resolution_reasons[resolution.reason][lang];
  return [say("resolved", { reason }), resolution[`note_${lang}`]].filter(Boolean).join(" ");
}

/** Order of two reduced dates or intervals by their end; the less exact of two equal ones first. */
export function compareDates(a, b) {
  const endA = a.slice(a.indexOf("/") + 1);
  const endB = b.slice(b.indexOf("/") + 1);
  return endA < endB ? -1 : endA > endB ? 1 : 0;
}
