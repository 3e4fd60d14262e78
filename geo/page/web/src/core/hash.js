/**
 * The state as the hash of the address, so that a link restores what its sender saw.
 *
 * #q=...&lang=en&hide=projects&district=430204,430202&kind=park&place=zhuzhou-905-base&facts=1&map=12/27.83/113.13
 * Names, never row numbers, so that a link outlives the record's growth. What cannot be read is left out. The language
 * is always in it: who follows a link sees what its sender saw, whatever their own language.
 */
import { cleanText } from "./characters.js";
import { hasPosition } from "./sites.js";
import { LONGEST_QUERY, ORDERS, PAGES, initialState } from "./store.js";

export const LANGS = ["zh", "en"];
const DISTRICTS = 0; // row of the layer that is no kind of site

/** A code of a register, a column or a fact, with a hyphen before it where it turns an order round. */
const TOKEN = /^-?[a-z0-9][a-z0-9-]{0,63}$/;

/** @returns {string} the hash, "#" included */
export function printHash(state, sites) {
  const text = partsOf(state, sites)
    .filter(([, value]) => value !== "")
    .map(([key, value]) => `${key}=${encode(value)}`)
    .join("&");
  return `#${text}`;
}

/** Every key with its value as text, empty where it is the initial one. */
function partsOf(state, sites) {
  const { layers } = sites.registers;
  return [
    // The one part that may end in any character never comes last: see `withoutEnding`.
    ["q", state.q],
    ["lang", state.lang],
    ["hide", state.hide.map((row) => layers[row].code).join(",")],
    ...sites.facets.map(({ key, options }) => [key, state[key].map((row) => options[row].code).join(",")]),
    ["order", state.order],
    ["grouped", state.grouped ? "" : "0"],
    ["table", state.table ? "1" : ""],
    ["sort", state.sort],
    ["base", state.base],
    ["colour", state.colour],
    ["page", state.page],
    ["place", state.place < 0 ? "" : sites.id[state.place]],
    ["facts", state.facts ? "1" : ""],
    ["fact", state.fact],
    ["map", state.view ? [state.view.zoom, state.view.lat, state.view.lon].join("/") : ""],
  ];
}

/** Address of a place's facts, or of one of them, whatever else is chosen: the shortest link that can be sent. */
export const factsLink = (row, lang, sites, fact = "") => printHash({ ...initialState(), lang, place: row, facts: true, fact }, sites);

/**
 * @param {string} hash what is in the address
 * @param {Sites} sites columns
 * @param {Lang} lang the language where the hash names none
 * @returns {LinkedState} a whole state; each part that the hash lacks, or has wrong, is the initial one
 */
export function parseHash(hash, sites, lang = "zh") {
  const told = new Map(split(hash).filter((part) => part.includes("=")).map(keyAndText));
  const text = (key) => told.get(key) || "";
  const token = (key) => (TOKEN.test(text(key)) ? text(key) : "");
  const oneOf = (key, known) => (known.includes(text(key)) ? text(key) : known[0]);
  const { layers, kinds } = sites.registers;
  const row = sites.index.get(text("place"));
  const place = row === undefined ? -1 : row;
  const facts = place >= 0 && (text("facts") === "1" || !hasPosition(sites, place));
  return {
    ...initialState(),
    lang: oneOf("lang", [lang, ...LANGS]),
    hide: rowsOf(text("hide"), (code) => layers.findIndex((layer) => layer.code === code)),
    ...Object.fromEntries(sites.facets.map((facet) => [facet.key, chosenRows(facet, text(facet.key), kinds)])),
    q: text("q").length <= LONGEST_QUERY ? text("q") : "",
    order: oneOf("order", ORDERS),
    grouped: text("grouped") !== "0",
    table: text("table") === "1",
    sort: token("sort"),
    base: token("base"),
    colour: token("colour"),
    page: place < 0 ? oneOf("page", PAGES) : "",
    place,
    facts,
    fact: facts ? token("fact") : "",
    view: parseView(text("map")),
  };
}

/** What is in a hash where the state has the initial value. */
const INITIAL = { grouped: "1", table: "0", facts: "0" };

/**
 * @param {string} hash what is in the address
 * @param {Sites} sites columns
 * @returns {string[]} its parts of which the state that is read from it does not hold all, as they stand
 */
export function unreadParts(hash, sites) {
  const held = new Map(partsOf(parseHash(hash, sites), sites));
  return split(hash).filter((part) => {
    const [key, text] = keyAndText(part);
    if (!held.has(key) || (text === "" && !part.endsWith("="))) return true;
    if (key === "map") return held.get(key) === "" && text !== "";
    const values = (held.get(key) || INITIAL[key] || "").split(",");
    return text !== "" && !text.split(",").every((value) => values.includes(value));
  });
}

/**
 * The parts of a hash, without what a chat or a mail has done to the link: & written as &amp; or %26 (in a value of ours
 * no = follows one), all of it encoded once more, the signs that ended the sentence taken along.
 */
function split(hash) {
  const text = hash.replace(/^#/, "");
  const parts = (text.includes("=") ? text : decode(text)).split(/(?:&|%26(?=[a-z]+=))(?:amp;)*/).filter((part) => part !== "");
  return parts.map((part, i) => (i === parts.length - 1 ? withoutEnding(part) : part));
}

const CLOSING = "\u2026\u3002\uff0c\u3001\uff1b\uff1a\uff01\uff1f\u201d\u2019\uff09\u3015\u3011\u300b\u3009\u300d\u300f\"'<>()[\\]{}*;!?|`~#";
const ENDING = new RegExp(`(?:[${CLOSING}][^]*|[\\s\\u200b\\ufeff.,/]+)$`);
const ENDING_OF_WORDS = new RegExp(`[${CLOSING}\\s\\u200b\\ufeff.,/]+$`);

/** The last part without what ends a sentence; codes hold none of it, and what is searched comes last in old links alone. */
function withoutEnding(part) {
  const [key, text] = keyAndText(part);
  const kept = text.replace(key === "q" ? ENDING_OF_WORDS : ENDING, "");
  return kept === "" || kept === text ? part : `${key}=${encode(cleanText(kept))}`;
}

const keyAndText = (part) => [part.split("=", 1)[0], part.includes("=") ? decode(part.slice(part.indexOf("=") + 1)) : ""];

/** The rows of the options that a facet's part of the hash names; a kind that no site can have is none of them. */
const chosenRows = ({ key, options }, text, kinds) =>
  rowsOf(text, (code) => options.findIndex((option) => option.code === code)).filter(
    (row) => key !== "kind" || kinds[row].layer !== DISTRICTS,
  );

function rowsOf(text, find) {
  const rows = text.split(",").map(find).filter((row) => row >= 0);
  return [...new Set(rows)].sort((a, b) => a - b);
}

function parseView(text) {
  const [zoom, lat, lon] = text.split("/").map((part) => (part === "" ? NaN : Number(part)));
  const sane = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return sane ? { zoom, lat, lon } : null;
}

/** Percent encoding that leaves commas and slashes readable. */
const encode = (text) => encodeURIComponent(text).replace(/%2C/g, ",").replace(/%2F/g, "/");

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return "";
    throw error;
  }
}
