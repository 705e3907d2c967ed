/** What other systems do with a path, told apart from the code under test and by other means. */
import { posix, win32 } from 'node:path'

/** Names that Windows gives to devices, with whatever extension ("Naming Files, Paths, and Namespaces"). */
const devices = new Set([
  ...['CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$'],
  ...['COM', 'LPT'].flatMap((name) => [...'0123456789¹²³'].map((digit) => name + digit)),
])

/** Letters that become several when case is ignored, of status F in Unicode's `CaseFolding.txt`, and do not decompose. */
const long: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['ŉ', 'ʼn'],
  ['և', 'եւ'],
  ['ẚ', 'aʾ'],
  ['ﬀ', 'ff'],
  ['ﬁ', 'fi'],
  ['ﬂ', 'fl'],
  ['ﬃ', 'ffi'],
  ['ﬄ', 'ffl'],
  ['ﬅ', 'st'],
  ['ﬆ', 'st'],
  ['ﬓ', 'մն'],
  ['ﬔ', 'մե'],
  ['ﬕ', 'մի'],
  ['ﬖ', 'վն'],
  ['ﬗ', 'մխ'],
])

/** Why a path is not the same file, or none at all, on some system; nothing if it is fine. */
export function misfit(path: string): string | undefined {
  if (!win32.resolve('C:\\out', path).startsWith('C:\\out\\')) return 'leads out on Windows'
  if (posix.join('/out', path) !== `/out/${path}`) return 'leads out or is not normal'
  if (win32.resolve('C:\\out', path) !== `C:\\out\\${path.replaceAll('/', '\\')}`)
    return 'not normal on Windows'
  if (Buffer.from(path, 'utf8').toString('utf8') !== path) return 'not UTF-8'
  if (Buffer.byteLength(path) > 1000) return 'too long for macOS'
  return path
    .split('/')
    .map(misfitOfName)
    .find((problem) => problem !== undefined)
}

function misfitOfName(name: string): string | undefined {
  const stem = (name.split('.', 1)[0] ?? '').replace(/ +$/, '').toUpperCase()
  if (devices.has(stem)) return `${stem} is a device`
  if ([...name].some((letter) => letter < ' ' || '<>:"|?*\\'.includes(letter))) return 'refused by Windows'
  if (name.endsWith('.') || name.endsWith(' ')) return 'Windows drops the end'
  if (Buffer.byteLength(name) > 255) return 'too long for Linux'
  if (name.length > 255 || name.normalize('NFD').length > 255) return 'too long for Windows or macOS'
  return undefined
}

/** NTFS and exFAT: one UTF-16 unit at a time, by simple upper case; their tables leave the dotless i alone.
 * The combining iota (U+0345) counts as left alone too: not known of NTFS, and never met in composed names. */
export function onWindows(path: string): string {
  const upper = path.split('').map((unit) => {
    const big = unit.toUpperCase()
    return big.length === 1 && unit !== 'ı' && unit !== '\u0345' && big !== '' ? big : unit
  })
  return upper
    .join('')
    .split('/')
    .map((name) => name.replace(/[. ]+$/, ''))
    .join('/')
}

/** APFS, and ext4 with `casefold`: decomposed, full case folding, without what is not seen. */
export function onMacOS(path: string): string {
  const seen = path.normalize('NFD').replace(/\p{Default_Ignorable_Code_Point}/gu, '')
  const folded = [...seen].map((letter) => long.get(letter) ?? simple(letter)).join('')
  return folded.normalize('NFD')
}

/** Simple case folding as regular expressions do it: a lower letter that `iu` takes for this one. */
function simple(letter: string): string {
  const known = folds.get(letter)
  if (known !== undefined) return known
  const same = new RegExp(`^\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}$`, 'iu')
  const forms = [letter.toUpperCase().toLowerCase(), letter.toLowerCase(), letter]
  const folded = forms.find((form) => [...form].length === 1 && same.test(form)) ?? letter
  folds.set(letter, folded)
  return folded
}

const folds = new Map<string, string>()

/** Two files, or a file and a folder, that some system takes for one. */
export function oneFileSomewhere(paths: readonly string[]): [string, string] | undefined {
  for (const fold of [onWindows, onMacOS, (path: string) => path.normalize('NFC')]) {
    const files = new Map<string, string>()
    for (const path of paths) {
      const other = files.get(fold(path))
      if (other !== undefined) return [other, path]
      files.set(fold(path), path)
    }
    for (const path of paths) {
      const folders = path
        .split('/')
        .slice(0, -1)
        .map((_, at, all) => all.slice(0, at + 1).join('/'))
      const file = folders.map((folder) => files.get(fold(folder))).find((one) => one !== undefined)
      if (file !== undefined) return [file, path]
    }
  }
  return undefined
}
