/** Expressions over the letters of all scripts, and what serves in their place where a text has only plain ones. */

/** ASCII, and signs without letters among them: of typesetters, of money and mathematics, arrows. */
const plain = /^[\0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\u2000-\u206f\u20a0-\u20bf\u2190-\u245f\u2500-\u2775]*$/

/** What there is of a class of Unicode in plain texts, by what stands in the braces of `\p{…}`. */
const classes: Readonly<Record<string, string>> = { L: 'a-zA-Z', Ll: 'a-z', Lu: 'A-Z', M: '', N: '0-9' }

/** Whether the letters of a text are those of ASCII. */
export function isPlain(text: string): boolean {
  return plain.test(text)
}

/**
 * A browser takes milliseconds to compile classes of Unicode. For plain texts it need not.
 *
 * @param source With each class between brackets, as in `[\p{L}\p{N}]`.
 * @returns The expression, as it serves for a text.
 */
export function expression(source: string, flags = 'u'): (text: string) => RegExp {
  const made: RegExp[] = []
  return (text) =>
    (made[Number(isPlain(text))] ??= new RegExp(
      isPlain(text) ? source.replace(/\\p\{(\w+)\}/g, (_, name) => classes[name] as string) : source,
      flags,
    ))
}
