/** Shiki, loaded when the first block asks for it, and each language with the first block in it. */
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { HighlighterCore, ThemedToken } from 'shiki/core'

/** A run of text, and the classes by which it is coloured. */
export interface ColouredText {
  text: string
  classes: readonly string[]
}

/** What colours code. */
export interface Highlighter {
  /** Names of languages that are known, aliases too. */
  readonly languages: readonly string[]
  /** Of what it was loaded, an absolute path; a new version is another highlighter. */
  readonly manifest: string
  /** Code as runs of text; put together they are the code. Nothing if the grammar does not take it. */
  colour(language: string, code: string): Promise<readonly ColouredText[] | undefined>
}

/** Blocks whose colours are remembered: those of a post stay while its text is written. */
const REMEMBERED = 1000

/** Lines longer than this, in UTF-16 units, stay without colours: grammars may take quadratic time. */
const LONGEST_LINE = 2000

const THEME = 'css-variables'

/**
 * Loads Shiki from the project, else as it is installed beside this package.
 *
 * @param root Folder of the project.
 * @throws an error that says what to install.
 */
export async function loadHighlighter(root: string): Promise<Highlighter> {
  const { core, engine, languages, manifest } = await loadShiki(root)
  const known = new Map<string, Promise<readonly ColouredText[] | undefined>>()
  const opened = new Map<string, Promise<HighlighterCore>>()
  const regexEngine = engine.createJavaScriptRegexEngine({ forgiving: true })
  const theme = core.createCssVariablesTheme({ name: THEME, fontStyle: true })
  // One for each language: a grammar colours code in other languages, if these happen to be loaded, and
  // what a block becomes must not depend on the blocks before it.
  const open = (language: string) => {
    const langs = [languages.bundledLanguages[language as keyof typeof languages.bundledLanguages]]
    const made =
      opened.get(language) ??
      core.createHighlighterCore({ themes: [theme], langs, engine: regexEngine, warnings: false })
    opened.set(language, made)
    return made
  }
  return {
    languages: Object.keys(languages.bundledLanguages),
    manifest,
    colour(language, code) {
      const key = `${language}\n${code}`
      const made = known.get(key) ?? open(language).then((shiki) => colour(shiki, language, code))
      known.delete(key)
      known.set(key, made)
      for (const [oldest] of known) if (known.size > REMEMBERED) known.delete(oldest)
      return made
    },
  }
}

function colour(shiki: HighlighterCore, lang: string, code: string): readonly ColouredText[] | undefined {
  const lines = shiki.codeToTokensBase(code, {
    lang: lang as never,
    theme: THEME,
    tokenizeMaxLineLength: LONGEST_LINE,
    // A limit of time would make the result depend on the machine.
    tokenizeTimeLimit: 0,
  })
  const runs: { text: string; classes: string[] }[] = []
  for (const [index, line] of lines.entries()) {
    if (index > 0) add(runs, '\n', [])
    for (const token of line) add(runs, token.content, classesOf(token))
  }
  return runs.map(({ text }) => text).join('') === code ? runs : undefined
}

function add(runs: { text: string; classes: string[] }[], text: string, classes: string[]): void {
  const last = runs.at(-1)
  if (last && last.classes.join() === classes.join()) last.text += text
  else if (text !== '') runs.push({ text, classes })
}

/** Bits of a token's style, as TextMate grammars have them. */
const styles = ['italic', 'bold', 'underline', 'strikethrough']

/** `var(--shiki-token-string)` is `shiki-string`; the colour of all text needs no class. */
function classesOf({ color = '', fontStyle = 0 }: ThemedToken): string[] {
  const name = /^var\(--shiki-token-([a-z-]+)\)$/.exec(color)?.[1]
  const styled = styles.filter((_, bit) => fontStyle > 0 && (fontStyle & (1 << bit)) !== 0)
  return [...(name === undefined ? [] : [name]), ...styled].map((each) => `shiki-${each}`)
}

async function loadShiki(root: string) {
  for (const require of [createRequire(`${root}/package.json`), createRequire(import.meta.url)]) {
    const paths = resolveAll(require)
    if (!paths) continue
    const [core, engine, languages] = await Promise.all(paths.map((path) => import(pathToFileURL(path).href)))
    return {
      core: core as typeof import('shiki/core'),
      engine: engine as typeof import('shiki/engine/javascript'),
      languages: languages as typeof import('shiki/langs'),
      manifest: (paths[0] as string).replace(/([\\/]node_modules[\\/]shiki[\\/]).*$/, '$1package.json'),
    }
  }
  throw new Error(
    'The plugin `shiki` needs the package of that name: run `npm install shiki` in the project.',
  )
}

function resolveAll(require: NodeJS.Require): string[] | undefined {
  try {
    return ['shiki/core', 'shiki/engine/javascript', 'shiki/langs'].map((name) => require.resolve(name))
  } catch {
    return undefined
  }
}
