/** Callouts: quotes that begin with `[!NOTE]`, and directives such as `:::note`. */
import { nearest } from '@blog-build/core/plugin'
import type {
  BlockContent,
  Blockquote,
  DefinitionContent,
  Nodes,
  Paragraph,
  Parents,
  PhrasingContent,
  Root,
} from 'mdast'
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive'
import type { VFile } from 'vfile'

/** What `callouts` hands on. */
export interface RemarkCalloutsOptions {
  /** Label of each kind that there is. */
  labels: Readonly<Record<string, string>>
  /** Whether it was `callouts` that brought the syntax of directives. */
  directives: boolean
}

type Block = BlockContent | DefinitionContent
type Directive = ContainerDirective | LeafDirective | TextDirective

/** The mark at the beginning of a quote, and what follows it on its line. */
const mark = /^\[!([A-Za-z][A-Za-z0-9-]*)\][^\S\n]*/

/** Turns quotes and directives of known kinds into callouts. */
export function remarkCallouts({ labels, directives }: RemarkCalloutsOptions) {
  return (tree: Root, file: VFile): void => {
    const visit = (parent: Parents): void => {
      for (const [index, child] of parent.children.entries()) {
        if (child.type === 'blockquote') fromQuote(child, labels)
        if (isDirective(child)) {
          const isCallout = child.type === 'containerDirective' && fromDirective(child, labels)
          if (!isCallout && directives) parent.children[index] = left(child, labels, file) as never
        }
        const now = parent.children[index]
        if (now && 'children' in now) visit(now)
      }
    }
    visit(tree)
  }
}

function fromQuote(quote: Blockquote, labels: RemarkCalloutsOptions['labels']): void {
  const [first, ...rest] = quote.children
  const text = first?.type === 'paragraph' ? first.children[0] : undefined
  if (first?.type !== 'paragraph' || text?.type !== 'text') return
  const found = mark.exec(text.value)
  const kind = found?.[1]?.toLowerCase() ?? ''
  if (!found || !Object.hasOwn(labels, kind)) return
  const [title, body] = splitAtLineEnd([
    { ...text, value: text.value.slice(found[0].length) },
    ...first.children.slice(1),
  ])
  const blocks: Block[] = body.length === 0 ? rest : [{ ...first, children: body }, ...rest]
  makeCallout(quote, kind, title.length > 0 ? title : labelOf(labels, kind), blocks)
}

/** Whether it is of a kind that there is, and nobody else has made something of it. */
function fromDirective(directive: ContainerDirective, labels: RemarkCalloutsOptions['labels']): boolean {
  if (directive.data?.hName !== undefined || !Object.hasOwn(labels, directive.name)) return false
  const [first, ...rest] = directive.children
  const isTitled = first?.type === 'paragraph' && first.data?.directiveLabel === true
  const title = isTitled && first.children.length > 0 ? first.children : labelOf(labels, directive.name)
  makeCallout(directive, directive.name, title, isTitled ? rest : directive.children)
  return true
}

const labelOf = (labels: RemarkCalloutsOptions['labels'], kind: string): PhrasingContent[] => [
  { type: 'text', value: labels[kind] as string },
]

/**
 * The title is no paragraph, so that the beginning of a text that begins with a callout is what the callout
 * says; and it is strong, so that it stands out where there is no style sheet, as in feeds.
 */
function makeCallout(
  node: Blockquote | ContainerDirective,
  kind: string,
  title: PhrasingContent[],
  blocks: Block[],
): void {
  const heading: Paragraph = {
    type: 'paragraph',
    data: { hName: 'div', hProperties: { className: ['callout-title'] } },
    children: [{ type: 'strong', children: title }],
  }
  const properties = { className: ['callout', `callout-${kind}`], role: 'note' }
  node.data = { ...node.data, hName: 'div', hProperties: properties } as typeof node.data
  node.children = [heading, ...blocks]
}

/** What stands on the first line, and the rest. */
function splitAtLineEnd(nodes: readonly PhrasingContent[]): [PhrasingContent[], PhrasingContent[]] {
  const at = nodes.findIndex(
    (node) => node.type === 'break' || (node.type === 'text' && node.value.includes('\n')),
  )
  const node = nodes[at]
  if (!node) return [nodes.filter(isVisible), []]
  const [before, after] = [nodes.slice(0, at), nodes.slice(at + 1)]
  if (node.type !== 'text') return [before.filter(isVisible), after]
  const end = node.value.indexOf('\n')
  const start: PhrasingContent = { ...node, value: node.value.slice(0, end) }
  const rest: PhrasingContent = { ...node, value: node.value.slice(end + 1) }
  return [[...before, start].filter(isVisible), [rest, ...after].filter(isVisible)]
}

const isVisible = (node: PhrasingContent): boolean => node.type !== 'text' || node.value !== ''

function isDirective(node: Nodes): node is Directive {
  return /^(?:container|leaf|text)Directive$/.test(node.type)
}

/**
 * A directive that nobody makes anything of. In a line (`at 10:am`) it was not meant as one: it is text again.
 * A whole block was meant, and is told.
 */
function left(node: Directive, labels: RemarkCalloutsOptions['labels'], file: VFile): Nodes {
  if (node.data?.hName !== undefined) return node
  if (node.type === 'containerDirective') {
    const meant = nearest(node.name, Object.keys(labels))
    const remedy =
      meant === undefined
        ? `There are ${Object.keys(labels)
            .map((name) => `\`${name}\``)
            .join(', ')}; the option \`labels\` adds others.`
        : `Did you mean \`:::${meant}\`?`
    file.message(`Nothing is made of \`:::${node.name}\`: there is no such callout. ${remedy}`, {
      place: node.position,
      ruleId: 'callouts-unknown-kind',
    })
    return node
  }
  const { start, end } = node.position ?? {}
  const value = String(file.value).slice(start?.offset ?? 0, end?.offset ?? 0)
  const text: Nodes = { type: 'text', value }
  return node.type === 'textDirective' ? text : { type: 'paragraph', children: [text] }
}
