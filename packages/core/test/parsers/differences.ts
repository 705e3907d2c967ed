/** What Sätteri and remark-parse are known to read otherwise: one class a construct, told by the text alone. */
import type { Nodes, Root } from 'mdast'

/** One known difference. */
export interface Difference {
  /** As in the table of docs/configuration.md. */
  name: string
  /** The shortest text that shows it. */
  example: string
  /** Only white space differs: what readers see is the same. */
  isSlight?: true
  /** Whether a text holds the construct; `tree` is what remark-parse reads in it. */
  isIn(text: string, tree: Root): boolean
}

const containers = new Set(['listItem', 'blockquote', 'footnoteDefinition'])

export const differences: readonly Difference[] = [
  {
    name: 'empty lines at the end of code or HTML in a list, quote or footnote',
    example: '- ~~~\n\n\n -',
    isSlight: true,
    isIn: (text, tree) => hasInContainer(tree, (node) => isLeft(text, node)),
  },
  {
    name: 'indentation of HTML that goes on in the next line',
    example: '- |\n <z>\n',
    isSlight: true,
    isIn: (text, tree) => hasInContainer(tree, (node) => node.type === 'html') && /\n[ \t>]+\S/.test(text),
  },
  {
    name: 'indented code of several lines in a list, quote or footnote',
    example: '*\n>     n\n>     ]',
    isIn: (text, tree) =>
      hasInContainer(
        tree,
        (node) => node.type === 'code' && !isFenced(text, node) && sourceOf(text, node).includes('\n'),
      ),
  },
  {
    name: 'a task whose next line makes it a heading, a table or an empty item',
    example: '- [ ]\n-',
    isIn: (text) => /(?:[-*+]|\d[.)])[ \t]+\[[ xX\t]\][^\n]*\n[ \t>]*[-=|:]/.test(text),
  },
  {
    name: 'an address without <> beside brackets, backslashes or entities, or of an odd form',
    example: 'https://../>',
    isIn: hasOddAddress,
  },
  {
    name: 'a table whose first lines are in a quote only in part',
    example: '>|\nT\n>|-',
    isIn: (text) => /^[ \t]*>[^\n]*\n[^>\n]+\n[ \t]*>[ \t]*[|:-]/m.test(text),
  },
  {
    name: 'a footnote without text, or with an empty list item',
    example: '[^1]\n[^1]:\n ',
    isIn: (text) => /\[\^[^\]\n]+\]:[ \t]*(?:[-*+]|\d+[.)])?[ \t]*(?:\n|$)/.test(text),
  },
  {
    name: 'a footnote whose text begins with another, or with itself',
    example: '- [^1] *\n  a\n\n- [^1]: [^1]: # <b>x</b>\n\n  [r]: b.md\n\n',
    isIn: (text) => /\[\^[^\]\n]+\]:[ \t]*\[\^[^\]\n]+\]:/.test(text),
  },
  {
    name: 'four or more of * or _ that follow the other one',
    example: '__****Gomphocarpus (*Gomphocarpus physocarpus*, syn.\n*Asclepias physocarpa*)**\n',
    isIn: (text) => /_\*{4}|\*_{4}/.test(text),
  },
  {
    name: 'emphasis right behind a _ or an escaped *, which more * close than open it',
    example: '_*foo**',
    isIn: (text) => /(?:_|\\\*)(\*+)[^*]+\1\*/.test(text),
  },
]

/** An address that becomes a link by itself and is more than letters, digits and dots, a path and a query of such. */
function hasOddAddress(text: string): boolean {
  const bare = text
    .replace(/\]\(<?https?:\/\/[\w./?=-]*\)/g, ' ')
    .replace(/<(?:https?:\/\/[\w./?=&-]*|[\w.+-]+@[\w.-]+)>/g, ' ')
  const found = bare.match(/\S*(?:www\.|https?:\/\/|@)\S*/gi) ?? []
  return found.some((one) => !plainAddress.test(one))
}

const plainAddress =
  /^(?:(?:https?:\/\/)?[a-z\d-]+(?:\.[a-z\d-]+)+(?:\/[\w./?=-]*)?|[\w.+-]+@[a-z\d-]+(?:\.[a-z\d-]+)+)[.,]?$/i

/** Whether some node in a list, quote or footnote is such. */
function hasInContainer(node: Nodes, is: (node: Nodes) => boolean, isInside = false): boolean {
  if (isInside && is(node)) return true
  const children: readonly Nodes[] = 'children' in node ? node.children : []
  return children.some((child) => hasInContainer(child, is, isInside || containers.has(node.type)))
}

/** Code or HTML that its container ends, not a line of its own. */
function isLeft(text: string, node: Nodes): boolean {
  if (node.type === 'html') return true
  return (
    node.type === 'code' &&
    isFenced(text, node) &&
    !/\n[ \t>]*(?:`{3,}|~{3,})[ \t]*$/.test(sourceOf(text, node))
  )
}

function isFenced(text: string, node: Nodes): boolean {
  return /^(?:`{3,}|~{3,})/.test(sourceOf(text, node))
}

function sourceOf(text: string, { position }: Nodes): string {
  return text.slice(position?.start.offset, position?.end.offset)
}
