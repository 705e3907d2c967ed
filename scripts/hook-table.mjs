// The table of hooks in docs/plugins.md, made of the types and comments of the code.
// `node scripts/hook-table.mjs` writes it; a test compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = new URL('../', import.meta.url)
const document = new URL('docs/plugins.md', root)
const [start, end] = ['<!-- hooks: made by scripts/hook-table.mjs -->\n', '<!-- end of hooks -->\n']

/** A row for each member of the interface `Hooks`: name, kind, what it takes and gives, what it is for. */
export function hookTable() {
  const path = fileURLToPath(new URL('packages/core/src/hooks/hook.ts', root))
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true)
  const hooks = source.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === 'Hooks')
  const rows = hooks.members.map((member) => {
    const [, kind, purpose] = /^(\w+): ([\s\S]*)$/.exec(commentOf(member)) ?? []
    const given = ts.isMethodSignature(member) ? member.parameters.map(({ type }) => typeText(type)) : []
    return [`\`${member.name.getText()}\``, kind, given.join(', ') || 'nothing', answerOf(member), purpose]
  })
  return [['Hook', 'Kind', 'Takes', 'Gives', 'For'], ['---', '---', '---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |\n`)
    .join('')
}

/** The document with the table in its place. */
export function withHookTable(text) {
  const [before, rest] = text.split(start)
  const [, after] = rest.split(end)
  return `${before}${start}${hookTable()}${end}${after}`
}

/** The document as it is. */
export function readDocument() {
  return readFileSync(document, 'utf8')
}

function commentOf(member) {
  const [comment] = ts.getJSDocCommentsAndTags(member)
  return ts.getTextOfJSDocComment(comment?.comment)?.replace(/\s+/g, ' ').trim() ?? ''
}

/** What the hook gives, later or now; a field that is a list, or a function that gives one, is the list. */
function answerOf(member) {
  const type = member.type.getText()
  if (!ts.isMethodSignature(member)) return '`Pluggable[]`, or a function of `{ options }` that gives them'
  const [, answer = type] = /^Awaitable<(.*)>$/.exec(type) ?? []
  return answer === 'void'
    ? 'nothing'
    : `\`${answer.replace(' | undefined', '`, or nothing`')}\``.replace('``', '')
}

function typeText(type) {
  return `\`${type.getText().replace('<D>', '')}\``
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(document, withHookTable(readDocument()))
}
