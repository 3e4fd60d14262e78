/**
 * Numbers that both sides of the payload know: written by `UPDATE=1 pytest tests/test_payload.py` from the Python ones.
 */
export const BLOCK = 64;
export const MICRO = 1000000;
export const NO_POSITION = -2147483648;
export const WORD = 32;
