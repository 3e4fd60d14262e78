/**
 * Bytes as letters of a page, as `geo.page.payload.letters` writes them: two letters for 13 bits, of 91 that no markup reads.
 */

const LETTERS = 91;
const BITS = 13;
/** Bits of a last letter that is alone. */
const BITS_OF_ONE = 6;
/** More than any two letters are: the number of a character that is none of them. */
const OTHER = 1 << BITS;

/** The number of each character. */
const NUMBERS = new Uint16Array(256).fill(OTHER);
[..."!\"#$%'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz|}~"].forEach((letter, number) => {
  NUMBERS[letter.charCodeAt(0)] = number;
});

/** The number of two characters as they lie in memory, the first one lowest. */
const PAIRS = new Uint16Array(1 << 16).fill(OTHER);
for (let second = 0x21; second < 0x7f; second += 1) {
  for (let first = 0x21; first < 0x7f; first += 1) PAIRS[first | (second << 8)] = NUMBERS[first] + LETTERS * NUMBERS[second];
}

/**
 * The bytes that letters are.
 *
 * @param {string} text
 * @throws where it has another character, or ends within a byte
 */
export function bytesOf(text) {
  const characters = new TextEncoder().encode(text);
  const pairs = new Uint16Array(characters.buffer, 0, characters.length >> 1);
  const alone = characters.length & 1;
  const length = (pairs.length * BITS + alone * BITS_OF_ONE) >> 3;
  const words = new Uint16Array((length >> 1) + 1);
  let [at, held, bits, all] = [0, 0, 0, 0];
  for (let pair = 0; pair < pairs.length; pair += 1) {
    const number = PAIRS[pairs[pair]];
    all |= number;
    held |= number << bits;
    bits += BITS;
    if (bits >= 16) {
      words[at++] = held;
      held >>>= 16;
      bits -= 16;
    }
  }
  if (alone) held |= NUMBERS[characters[characters.length - 1]] << bits;
  words[at] = held;
  words[at + 1] = held >>> 16;
  if (all >> BITS || held >>> (8 * length - 16 * at)) throw new Error("text is damaged");
  return new Uint8Array(words.buffer, 0, length);
}
