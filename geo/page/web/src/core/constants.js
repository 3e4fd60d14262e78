// Written by `UPDATE=1 pytest tests/test_payload.py` from tools/contract.py, for both sides of the payload to know.
export const BLOCK = 64;
export const MICRO = 1000000;
export const NO_POSITION = -2147483648;
export const UNIT_SOURCES = ["population_source", "area_source"];
export const WEB_ADDRESS = "https?://[^/?#@:.\\s\\0-\\x20\\x7f-\\xa0\\u061c\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff\\ufff0-\\uffff\\ud800-\\udfff\"<>\\\\^`{|}]+(?:\\.[^/?#@:.\\s\\0-\\x20\\x7f-\\xa0\\u061c\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff\\ufff0-\\uffff\\ud800-\\udfff\"<>\\\\^`{|}]+)+(?::[0-9]{1,5})?(?:[/?#][^\\s\\0-\\x20\\x7f-\\xa0\\u061c\\u200b-\\u200f\\u2028-\\u202f\\u2060-\\u206f\\ufeff\\ufff0-\\uffff\\ud800-\\udfff\"<>\\\\^`{|}]*)?";
export const WORD = 32;
