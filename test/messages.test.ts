// docs/messages.md holds every rule that the code can say, with its severity, and no other.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { documentedRules, messageUrl } from '../packages/core/src/messages/rules.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const catalogue = readFileSync(join(root, 'docs/messages.md'), 'utf8')

/** One place in the code that makes a message. */
interface Said {
  /** Nothing if it is not written out. */
  rule: string | undefined
  severity: string | undefined
  hasRemedy: boolean
  file: string
}

/** Passed on from remark and rehype plugins: text, severity and what to do are theirs. */
const foreign = 'markdown-plugin-message'

/** Rules that say what happened and not what to do. The list may only become shorter. */
const withoutRemedy: string[] = []

/**
 * What core says: `message(severity, rule, where, text, remedy)`, plugins: `{ rule, severity, … }`, and our own
 * Markdown plugins: `file.info(text, { ruleId, … })`.
 */
function* saidIn(file: string): Generator<Said> {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.ES2022,
    true,
  )
  const nodes: ts.Node[] = [source]
  for (const node of nodes) {
    node.forEachChild((child) => void nodes.push(child))
    if (ts.isCallExpression(node) && node.expression.getText() === 'message') {
      const [severity, rule] = node.arguments
      yield { rule: textOf(rule), severity: textOf(severity), hasRemedy: node.arguments.length > 4, file }
    } else if (ts.isCallExpression(node) && /^file\.(?:message|info)$/.test(node.expression.getText())) {
      const options = node.arguments[1]
      if (!options || !ts.isObjectLiteralExpression(options)) continue
      const severity = node.expression.getText() === 'file.info' ? 'info' : 'warning'
      // A message of a file has no remedy of its own: what to do is the end of its text.
      yield { rule: textOf(initializerOf(options, 'ruleId')), severity, hasRemedy: true, file }
    } else if (ts.isObjectLiteralExpression(node)) {
      const rule = textOf(initializerOf(node, 'rule'))
      if (rule === undefined) continue
      const hasRemedy = initializerOf(node, 'remedy') !== undefined
      yield { rule, severity: textOf(initializerOf(node, 'severity')), hasRemedy, file }
    }
  }
}

const textOf = (node: ts.Node | undefined) => (node && ts.isStringLiteral(node) ? node.text : undefined)

function initializerOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = object.properties.find((one) => one.name?.getText() === name)
  return found && ts.isPropertyAssignment(found) ? found.initializer : undefined
}

const sources = readdirSync(join(root, 'packages')).flatMap((name) =>
  readdirSync(join(root, 'packages', name, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `packages/${name}/src/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)),
)
const calls = sources.flatMap((file) => [...saidIn(file)])
const said = calls.flatMap(({ rule, ...rest }) => (rule === undefined ? [] : [{ rule, ...rest }]))
const rules = [...new Set([...said.map(({ rule }) => rule), foreign])].sort()

/** A heading of the catalogue: a group (`rule` is `''`), or a rule of the group before it. */
interface Heading {
  group: string
  rule: string
  severities: string[]
}

function headingsOf(text: string): Heading[] {
  const headings: Heading[] = []
  for (const [, group, rule = '', first = ''] of text.matchAll(/^## (.+)$|^### (.+)\n\n(.+)/gm)) {
    // `*error.*`, `*error* or *warning.*`
    const severities = [...first.matchAll(/\*(error|warning|info)\.?\*/g)].map(([, name = '']) => name)
    headings.push({ group: group ?? headings.at(-1)?.group ?? '', rule, severities })
  }
  return headings
}

const documented = headingsOf(catalogue)
const entries = documented.filter(({ rule }) => rule !== '')

test('there is something to compare', () => {
  expect(rules.length).toBeGreaterThan(70)
  expect(rules).toContain('feed-needs-url')
  expect(rules).toContain('link-missing')
  // The rule that stands in no `message(…)` call is still the one that the code falls back to.
  const passing = readFileSync(join(root, 'packages/core/src/markdown/plugin-messages.ts'), 'utf8')
  expect(passing).toContain(`'${foreign}'`)
})

test('every rule is documented once, and nothing else is', () => {
  expect(entries.map(({ rule }) => rule).sort()).toEqual(rules)
})

test('links lead to the rules that are documented', () => {
  expect([...documentedRules].sort()).toEqual(rules)
  expect(messageUrl('link-missing')).toBe('docs/messages.md#link-missing')
  expect(messageUrl('rule-of-a-plugin')).toBeUndefined()
})

test('every rule stands in the catalogue with its severity', () => {
  const inCode = new Map<string, Set<string>>()
  for (const { rule, severity } of said) {
    // Where the severity is a variable, both are possible.
    const all = severity === undefined ? ['error', 'warning'] : [severity]
    inCode.set(rule, new Set([...(inCode.get(rule) ?? []), ...all]))
  }
  inCode.set(foreign, new Set(['error', 'warning', 'info']))
  for (const { rule, severities } of entries) {
    expect({ rule, severities }).toEqual({ rule, severities: [...(inCode.get(rule) ?? [])] })
  }
})

test('rules are sorted within their groups, and groups by name', () => {
  const groups = documented.filter(({ rule }) => rule === '').map(({ group }) => group)
  expect(groups).toEqual([...groups].sort())
  for (const group of groups) {
    const inGroup = entries.filter((entry) => entry.group === group).map(({ rule }) => rule)
    expect(inGroup).toEqual([...inGroup].sort())
  }
})

test('every rule has a meaning, an example and what to do', () => {
  for (const { rule } of entries) {
    const [, section = ''] = catalogue.split(new RegExp(`^### ${rule}\\n\\n`, 'm'))
    const parts = section.split(/^##/m, 1).join('').trim().split('\n\n')
    expect(
      parts.filter((part) => part.startsWith('> ')),
      rule,
    ).toHaveLength(1)
    expect(parts.length, rule).toBeGreaterThanOrEqual(3)
    expect(parts.at(-1)?.startsWith('> '), rule).toBe(false)
  }
})

describe('in the code', () => {
  test('every rule says what to do', () => {
    const lacking = said.filter(({ hasRemedy }) => !hasRemedy).map(({ rule }) => rule)
    expect([...new Set(lacking)].sort()).toEqual(withoutRemedy)
  })

  test('only the rules of remark and rehype plugins are not written out', () => {
    const unwritten = calls.filter(({ rule }) => rule === undefined).map(({ file }) => file)
    expect(unwritten).toEqual(['packages/core/src/messages/markdown.ts'])
  })

  test('rules are words with `-` between them', () => {
    for (const rule of rules) expect(rule).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/)
  })

  test('core makes messages in its folder for them only', () => {
    const elsewhere = said.filter(({ file }) => /^packages\/core\/src\/(?!messages\/)/.test(file))
    expect(elsewhere).toEqual([])
  })
})
