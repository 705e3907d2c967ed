/** What an author says about a block of code, after its language. */

/** What becomes of a line: `mark` points at it, the others are those of a diff. */
export type LineKind = 'mark' | 'ins' | 'del'

/** What was said; nothing of it needs to be there. */
export interface CodeMeta {
  title?: string
  /** Number of the first line, or `false` for none. */
  numbers?: number | false
  /** Whether, and as what, a line stands out. Lines count from 1. */
  kindOf(line: number): LineKind | undefined
  /** Whether any line was named. */
  hasKinds: boolean
}

interface Range {
  kind: LineKind
  from: number
  to: number
}

/** A name with a value in quotes, in braces or bare, a name alone, or braces alone. */
const token = /([A-Za-z]+)=(?:"([^"]*)"|'([^']*)'|\{([^}]*)\}|(\S+))|\{([^}]*)\}|([A-Za-z]+)/g

const kinds: Readonly<Record<string, LineKind>> = { mark: 'mark', ins: 'ins', del: 'del' }

/** Of two kinds for one line the stronger one is taken. */
const strength: readonly LineKind[] = ['del', 'ins', 'mark']

/**
 * Reads `title="src/a.ts" {1,3-5} ins={2} del={4} showLineNumbers=10`. What is not known is left for others
 * who read it.
 */
export function readCodeMeta(text: string): CodeMeta {
  const ranges: Range[] = []
  const said: Pick<CodeMeta, 'title' | 'numbers'> = {}
  for (const [, name, double, single, braced, bare, lines, flag] of text.matchAll(token)) {
    const value = double ?? single ?? braced ?? bare ?? ''
    const kind = lines === undefined ? kinds[name ?? ''] : 'mark'
    if (kind) ranges.push(...rangesOf(kind, lines ?? value))
    else if (name === 'title' && value.trim() !== '') said.title = value.trim()
    else if (name === 'showLineNumbers') said.numbers = numberOf(value)
    else if (flag === 'showLineNumbers') said.numbers = 1
    else if (flag === 'noLineNumbers') said.numbers = false
  }
  const at = (line: number, kind: LineKind) =>
    ranges.some((range) => range.kind === kind && range.from <= line && line <= range.to)
  return {
    ...said,
    kindOf: (line) => strength.find((kind) => at(line, kind)),
    hasKinds: ranges.length > 0,
  }
}

/** `1,3-5`; what is no number is passed over. */
function rangesOf(kind: LineKind, text: string): Range[] {
  return text.split(',').flatMap((part) => {
    const [, first, last = first] = /^\s*(\d{1,9})\s*(?:-\s*(\d{1,9})\s*)?$/.exec(part) ?? []
    return first === undefined ? [] : [{ kind, from: Number(first), to: Number(last) }]
  })
}

const numberOf = (text: string): number => (/^\d{1,6}$/.test(text) ? Number(text) : 1)
