import { isUtf8 } from 'node:buffer'

/**
 * The text of bytes, line ends as `\n`. Without a byte order mark, every other byte is NUL in UTF-16 of Western texts; what
 * else is no UTF-8 is taken for Windows-1252, which spreadsheets write and which contains Latin-1.
 *
 * @param encoding A label of the Encoding Standard, such as `shift_jis`, where it is known. A byte order mark wins.
 */
export function toDecodedText(bytes: Uint8Array, encoding?: string): string {
  const label = markedEncoding(bytes) ?? encoding ?? guessedEncoding(bytes)
  const decoder = new TextDecoder(label)
  const text = decoder.decode(bytes)
  const whole = decoder.encoding === 'windows-1252' ? mended(text) : text
  return whole.replace(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD')
}

/** What Windows-1252 has from 0x80 on; `\0` where it has nothing of its own. */
const from80 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

/** Several versions of Node decode Windows-1252 as if it were Latin-1, which has controls there. */
function mended(text: string): string {
  return text.replace(/[\x80-\x9f]/g, (control) => {
    const meant = from80.charAt(control.charCodeAt(0) - 0x80)
    return meant === '\0' ? control : meant
  })
}

/** Whether there is such an encoding. */
export function isEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

function guessedEncoding(bytes: Uint8Array): string {
  const start = bytes.subarray(0, 1000)
  const nuls = [0, 1].map((parity) => start.filter((byte, at) => byte === 0 && at % 2 === parity).length)
  const [even = 0, odd = 0] = nuls
  if (Math.max(even, odd) > start.length / 4 && Math.min(even, odd) === 0)
    return odd > 0 ? 'utf-16le' : 'utf-16be'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

/** What a byte order mark says; decoders drop it. */
function markedEncoding(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined
}
