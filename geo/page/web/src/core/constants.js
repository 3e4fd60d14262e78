// Written by `UPDATE=1 pytest tests/test_payload.py` from tools/contract.py, for both sides of the payload to know.
export const CLOSE_ENOUGH = 1e-12;
export const FORMULA = "[=\u207c\u208c\ufe66\uff1d+\u207a\u208a\ufb29\ufe62\uff0b\\-\ufe63\uff0d@\ufe6b\uff20\\t\\r\\n]";
export const GROUP = "\u001d";
export const KRASOVSKY = /** @type {const} */ ([6378245, 0.006693421622965943]);
export const LOOKED_UP = /** @type {const} */ (["search", "sources", "dates", "withdrawn", "carried", "files", "ledger", "figures"]);
export const METRES_EAST = /** @type {const} */ ([300, 1, 2, 0.1, 0.1, 0, 0.1, 20, 20, 20, 40, 150, 300, 0, 0, 0, 0, 0, 0]);
export const METRES_NORTH = /** @type {const} */ ([-100, 2, 3, 0, 0.1, 0.2, 0.2, 20, 20, 0, 0, 0, 0, 0, 0, 20, 40, 160, 320]);
export const MICRO = 1000000;
export const MOST_STEPS = 10;
export const NO_POSITION = -2147483648;
export const ORIGIN = /** @type {const} */ ([105, 35]);
export const TABLE = "\u001c";
export const UNIT_SOURCES = /** @type {const} */ (["population_source", "area_source"]);
export const UNWRITABLE = "[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]";
export const WAVES = /** @type {const} */ ([180, 60, 30, 10, 2.5, 1]);
export const WEB_ADDRESS = "https?://[^/?#@:.\\s\\0-\\x20\\x7f-\\xa0\\u061c\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff\\ufff0-\\uffff\\ud800-\\udfff\"<>\\\\^`{|}]+(?:\\.[^/?#@:.\\s\\0-\\x20\\x7f-\\xa0\\u061c\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff\\ufff0-\\uffff\\ud800-\\udfff\"<>\\\\^`{|}]+)+(?::[0-9]{1,5})?(?:[/?#][^\\s\\0-\\x20\\x7f-\\xa0\\u061c\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff\\ufff0-\\uffff\\ud800-\\udfff\"<>\\\\^`{|}]*)?";
export const WORD = 32;
