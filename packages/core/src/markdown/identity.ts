/** Which versions made the HTML: two installations that differ here must not share results. */
import { createRequire } from 'node:module'

/** What every document passes through after its parser. */
const rendering = [
  'unified',
  'remark-rehype',
  'remark-rehype/mdast-util-to-hast',
  'rehype-raw',
  'rehype-raw/hast-util-raw',
  'rehype-raw/hast-util-raw/parse5',
  'hast-util-sanitize',
  'hast-util-to-html',
  'lowlight',
  'lowlight/highlight.js',
  'github-slugger',
]

const parsers = {
  satteri: ['satteri'],
  remark: [
    'remark-parse',
    'remark-parse/mdast-util-from-markdown',
    'remark-parse/mdast-util-from-markdown/micromark',
    'remark-gfm',
    'remark-gfm/mdast-util-gfm',
    'remark-gfm/micromark-extension-gfm',
  ],
} as const

/** Names and versions of the parser and of the packages behind it, parser first. */
export function identityOf(parser: 'satteri' | 'remark'): string {
  return [...parsers[parser], ...rendering]
    .map((chain) => `${chain.split('/').at(-1)}@${versionOf(chain)}`)
    .join(' ')
}

/** `a/b` is the version of `b` that `a` gets. Packages hide `package.json`, hence the absolute path. */
function versionOf(chain: string): string {
  let require = createRequire(import.meta.url)
  let entry = ''
  for (const name of chain.split('/')) {
    try {
      entry = require.resolve(name)
    } catch {
      return 'unknown'
    }
    require = createRequire(entry)
  }
  const name = chain.split('/').at(-1) ?? ''
  for (let folder = parentOf(entry); folder !== ''; folder = parentOf(folder)) {
    const found = packageIn(require, folder)
    if (found?.name === name && found.version) return found.version
  }
  return 'unknown'
}

function packageIn(require: NodeJS.Require, folder: string): { name?: string; version?: string } | undefined {
  try {
    return require(`${folder}/package.json`)
  } catch {
    return undefined
  }
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.search(/[\\/][^\\/]*$/)))
