/** Text of unknown origin, made safe for a terminal. */

// Control characters, lone surrogates, marks of direction and separators of lines: all of them can move
// the cursor, or show text in another order than it has. Tab and line feed are left to the caller.
const hidden = /(?![\t\n])[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu

/** The text with characters that would steer the terminal as signs: `␛` for escape, `<U+202E>` for others. */
export function visible(text: string): string {
  return text.replace(hidden, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x20) return String.fromCodePoint(0x2400 + code)
    if (code === 0x7f) return '␡'
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}

/** The same on one line: line ends and tabs become spaces. */
export function visibleLine(text: string): string {
  return visible(text.replace(/\s*[\r\n]+\s*|\t/g, ' '))
}

const none = /^[\p{M}\p{Cf}]$/u
const wide =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]$/u

/** Columns that a text takes on a terminal: none for marks, two for East Asian letters and emoji. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) {
    if (character < '\u0300') width += 1
    else if (wide.test(character)) width += 2
    else if (!none.test(character)) width += 1
  }
  return width
}
