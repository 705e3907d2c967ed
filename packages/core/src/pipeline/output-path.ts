/** Names that Windows gives to devices, whatever follows their first dot. */
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])$/i

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

const maxNameBytes = 255
const maxPathBytes = 1024

/**
 * Why a path can't be that of an output, in words; empty if it can. Refused, on every system alike, is what
 * any of them can't hold or would take elsewhere: absolute paths, `..`, backslashes, control characters,
 * device names of Windows, names that end with a dot or a space or are longer than 255 bytes.
 *
 * @param path Relative to the output folder, with `/`.
 */
export function checkOutputPath(path: string): string[] {
  if (path === '') return ['it is empty']
  const problems = new Set<string>()
  if (path.startsWith('/')) problems.add('it is absolute')
  if (path.includes('\\')) problems.add('it contains a backslash')
  if (control.test(path)) problems.add('it contains a control character')
  if (/\p{Cs}/u.test(path)) problems.add('it contains half a character')
  if (/[:*?"<>|]/.test(path)) problems.add('it contains one of : * ? " < > |')
  if (byteLength(path) > maxPathBytes) problems.add(`it is longer than ${maxPathBytes} bytes`)
  for (const name of path.replace(/^\//, '').split('/')) {
    const problem = nameProblem(name)
    if (problem !== undefined) problems.add(problem)
  }
  return [...problems]
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'a part of it is empty'
  if (name === '.' || name === '..') return `it contains the part \`${name}\``
  if (/[. ]$/.test(name)) return 'a part of it ends with a dot or a space'
  if (name.startsWith(' ')) return 'a part of it begins with a space'
  if (reserved.test((name.split('.')[0] ?? '').trimEnd())) return `Windows reserves the name \`${name}\``
  if (byteLength(name) > maxNameBytes) return `a part of it is longer than ${maxNameBytes} bytes`
  return undefined
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
