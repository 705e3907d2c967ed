/** Names that Windows gives to devices, whatever follows their first dot. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])$/i

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** What turns the order of the letters around it, so that a name looks like another. */
const reordering = /\p{Bidi_Control}/u

/** The form of the short names that Windows gives to files besides their own: `PROGRA~1`, `BLOGCO~1.TS`. */
const shortName = /^(?=[^.]{1,8}(?:\.|$))[^.]*~[0-9]+(?:\.[^.]{0,3})?$/

const maxName = 255

/** What nearly all paths look like; a look at each of their letters would find nothing. */
const plain = /^(?:[a-zA-Z0-9_-]+\/)*[a-zA-Z0-9_-]+(?:\.[a-zA-Z0-9_-]+)*$/

/** Whether any part of a plain path could be a name of a device. */
const device = /(?:^|\/)(?:con|prn|aux|nul|clock|com.|lpt.)(?:[./]|$)/i

/** macOS takes 1,024 bytes for a whole path: some are left for the folder that the site lies in. */
const maxPath = 900

/**
 * Why a path can't be that of an output, in words; empty if it can. Refused, on every system alike, is what
 * any of them can't hold or would take elsewhere, see `docs/paths.md`: absolute paths, `..`, backslashes, control
 * characters, device names and short names of Windows, names that end with a dot or a space or are too long.
 *
 * Sources: "Naming Files, Paths, and Namespaces" in Microsoft's documentation of Windows; Apple's Technical Note
 * TN1150 (HFS Plus: 255 UTF-16 units, decomposed); `NAME_MAX` and `PATH_MAX` in `limits.h` of Linux and macOS.
 *
 * @param path Relative to the output folder, with `/`.
 */
export function checkOutputPath(path: string): string[] {
  if (path === '') return ['it is empty']
  if (path.length < maxName && plain.test(path) && !device.test(path)) return []
  const problems = new Set<string>()
  if (path.startsWith('/')) problems.add('it is absolute')
  if (path.includes('\\')) problems.add('it contains a backslash')
  if (control.test(path)) problems.add('it contains a control character')
  if (reordering.test(path)) problems.add('it contains a character that reorders text')
  if (/\p{Cs}/u.test(path)) problems.add('it contains half a character')
  if (/[:*?"<>|]/.test(path)) problems.add('it contains one of : * ? " < > |')
  if (byteLength(path) > maxPath) problems.add(`it is longer than ${maxPath} bytes`)
  for (const name of path.replace(/^\//, '').split('/')) {
    const problem = nameProblem(name)
    if (problem !== undefined) problems.add(problem)
  }
  return [...problems]
}

/** Whether Windows may take a name for that of another file, which it shortened so. */
export function isShortName(name: string): boolean {
  return shortName.test(name)
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'a part of it is empty'
  if (name === '.' || name === '..') return `it contains the part \`${name}\``
  if (/[. ]$/.test(name)) return 'a part of it ends with a dot or a space'
  if (name.startsWith(' ')) return 'a part of it begins with a space'
  if (/^\p{DI}+$/u.test(name)) return 'a part of it has no visible character'
  if (reserved.test((name.split('.')[0] ?? '').trimEnd())) return `Windows reserves the name \`${name}\``
  if (isShortName(name)) return `Windows may take \`${name}\` for the short name of another file`
  if (isTooLong(name)) return `a part of it is longer than ${maxName} bytes`
  return undefined
}

/** Also in the decomposed form in which older disks of macOS keep names. */
function isTooLong(name: string): boolean {
  return byteLength(name) > maxName || name.normalize('NFD').length > maxName
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
