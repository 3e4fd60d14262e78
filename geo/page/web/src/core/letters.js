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

/**
 * The bytes that letters are.
 *
 * @param {string} text
 * @throws where it has another character, or ends within a byte
 */
export function bytesOf(text) {
  const characters = new TextEncoder().encode(text);
  const pairs = characters.length >> 1;
  const alone = characters.length & 1;
  const bytes = new Uint8Array((pairs * BITS + alone * BITS_OF_ONE) >> 3);
  let [at, held, bits, all] = [0, 0, 0, 0];
  for (let pair = 0; pair < pairs; pair += 1) {
    const number = NUMBERS[characters[2 * pair]] + LETTERS * NUMBERS[characters[2 * pair + 1]];
    all |= number;
    held |= number << bits;
    for (bits += BITS; bits >= 8; bits -= 8) {
      bytes[at++] = held;
      held >>>= 8;
    }
  }
  if (alone) bytes[at] = held |= NUMBERS[characters[2 * pairs]] << bits;
  if (all >> BITS || (alone ? held >> 8 : held)) throw new Error("text is damaged");
  return bytes;
}
