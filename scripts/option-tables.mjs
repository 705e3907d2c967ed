// The tables of options in docs/plugins and of the search, made of the types and comments of the code.
// `node scripts/option-tables.mjs` writes them; a test compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = new URL('../', import.meta.url)
const folder = new URL('docs/plugins/', root)
const place =
  /<!-- options: (\w+) in ([\w./-]+), made by scripts\/option-tables\.mjs -->\n[\s\S]*?<!-- end of options -->\n/g
/** A value as the code writes it, and words about it if there are any. */
const literal = /^('[^']*'|\[.*?\]|\{.*?\}|true|false|[\d._]+)(?:: (.+))?$/

/**
 * The options that an interface has, those that it inherits first.
 *
 * @returns Of each its name, what its comment says, and its default: as a value, in words, or both.
 */
export function optionsIn(file, name) {
  const path = fileURLToPath(new URL(file, root))
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true)
  return membersOf(source, name).map((member) => {
    const [, value, words] = literal.exec(defaultOf(member)) ?? [undefined, undefined, defaultOf(member)]
    return { name: member.name.getText(), meaning: commentOf(member), value, words }
  })
}

/** A page with all its tables as the code has them. */
export function withOptionTables(text) {
  return text.replace(place, (_, name, file) => {
    const comment = `<!-- options: ${name} in ${file}, made by scripts/option-tables.mjs -->`
    return `${comment}\n${tableOf(optionsIn(file, name))}<!-- end of options -->\n`
  })
}

function tableOf(options) {
  const rows = options.map(({ name, meaning, value, words }) => {
    const shown = [value && `\`${value}\``, words].filter((one) => one).join(': ')
    return [`\`${name}\``, meaning, shown]
  })
  return [['Option', 'Meaning', 'Default'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`)
    .join('')
}

function membersOf(source, name) {
  const found = source.statements.find((one) => ts.isInterfaceDeclaration(one) && one.name.text === name)
  if (!found) throw new Error(`There is no interface ${name} in ${source.fileName}.`)
  const above = (found.heritageClauses ?? []).flatMap(({ types }) => types)
  return [...above.flatMap(({ expression }) => membersOf(source, expression.getText())), ...found.members]
}

function commentOf(member) {
  const [comment] = ts.getJSDocCommentsAndTags(member)
  return inOneLine(ts.getTextOfJSDocComment(comment?.comment))
}

function defaultOf(member) {
  if (!member.questionToken) return 'none: it is required'
  const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'default')
  return inOneLine(ts.getTextOfJSDocComment(tag?.comment))
}

function inOneLine(text = '') {
  return text.replace(/\s+/g, ' ').trim()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const pages = readdirSync(folder).map((name) => new URL(name, folder))
  for (const page of [...pages, new URL('packages/plugin-search/README.md', root)]) {
    writeFileSync(page, withOptionTables(readFileSync(page, 'utf8')))
  }
}
