/** What a word that is written as one consists of. */
import { expression } from './expression.js'

/** A piece of a word. */
export interface Piece {
  text: string
  weight: number
}

/** Between two letters, what joins a compound word or a name in code. */
const joints = /[-_.]+/

/** Where a name in code goes on with another word: `getUser`, `HTMLParser`, `utf8`. */
const humps = expression(
  String.raw`(?<=[\p{Ll}\p{N}])(?=[\p{Lu}])|(?<=[\p{Lu}])(?=[\p{Lu}][\p{Ll}])|(?<=[\p{L}])(?=[\p{N}])|(?<=[\p{N}])(?=[\p{L}])`,
)

const version = /^v?(\d+(?:\.\d+)+)$/i

/** What was cut out of a name says less than a word: `JavaScript` is not about `java`. */
const ofHump = 0.5

/** More of them are no name, but data. */
const most = 8

/** The number of a version, without its `v`; nothing if it is none. */
export function versionOf(word: string): string | undefined {
  return version.exec(word)?.[1]
}

/** The word as one, and its pieces where it has several. */
export function toPieces(word: string): { whole: string; pieces: Piece[] } {
  const joined = word.split(joints)
  const pieces = joined.flatMap((part): Piece[] => {
    const cut = part.split(humps(part))
    if (cut.length === 1) return [{ text: part, weight: 1 }]
    // In a compound word each part is one that could stand alone, the name in it too.
    return [
      ...(joined.length > 1 ? [{ text: part, weight: 1 }] : []),
      ...cut.map((text) => ({ text, weight: ofHump })),
    ]
  })
  return { whole: joined.join(''), pieces: pieces.length === 1 ? [] : pieces.slice(0, most) }
}
