/** Words to read. */

const character =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu

const word = /[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu

/** Words of a text; scripts written without spaces count by characters. */
export function countWords(text: string): number {
  const characters = text.match(character)?.length ?? 0
  const rest = characters === 0 ? text : text.replace(character, ' ')
  return characters + (rest.match(word)?.length ?? 0)
}
