// The samples of the README, built as they stand there.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { command, filesIn, siteOf } from './command.js'

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
const samples = Object.fromEntries(
  [...readme.matchAll(/<!-- file: (\S+) -->\n```tsx?\n([\s\S]*?)```/g)].map(([, path = '', text = '']) => [
    path,
    text,
  ]),
)
// Named as a package that the project installs; here one of the same name stands in.
const externalLinks = {
  'node_modules/rehype-external-links/package.json':
    '{ "name": "rehype-external-links", "version": "1.0.0", "type": "module", "exports": "./index.js" }',
  'node_modules/rehype-external-links/index.js':
    'export default ({ rel }) => (tree) => { tree.children.push({ type: "element", tagName: "i", properties: { rel }, children: [] }) }',
}
const content = {
  'hello.md': '---\ntitle: Hello\ndate: 2024-01-31\n---\n\nText.\n',
  'pages/about.md': '# About\n',
  'recipes/everyday.md': '---\ntitle: Everyday\nminutes: 40\n---\n\nFlour and water.\n',
}

test('the sample configuration, layout and plugin build a site', async () => {
  expect(Object.keys(samples)).toEqual(['blog.config.ts', 'layouts/parts/footer.tsx', 'plugins/shout.ts'])
  const config = (samples['blog.config.ts'] ?? '')
    .replace(/^/, "import { shout } from './plugins/shout'\n")
    .replace('  markdown: {', '  plugins: [shout()],\n  markdown: {')
  const folder = siteOf({ ...samples, 'blog.config.ts': config, ...externalLinks, ...content })
  const { code, out, err } = await command(folder, ['--strict'])
  expect({ code, err, out }).toEqual({ code: 0, err: '', out: expect.stringContaining('Built') })
  const built = filesIn(join(folder, 'dist'))
  expect(String(built.get('hello.txt'))).toBe('BREAD NOTEBOOK')
  const page = String(built.get('recipes/everyday/index.html'))
  expect(page).toContain('Written and baked by Ada Baker.')
  expect(page).toContain('<a href="/archive/">Archive</a>')
  expect(page).toContain('<i rel="noopener"></i>')
  for (const path of ['feed.xml', 'sitemap.xml', '404.html', 'archive/index.html'])
    expect([...built.keys()]).toContain(path)
})

test('a recipe without minutes is the error that the sample speaks of', async () => {
  const files = { ...samples, ...externalLinks, ...content, 'recipes/quick.md': '---\ntitle: Quick\n---\n' }
  const { code, out } = await command(siteOf(files), [])
  expect(code).toBe(1)
  expect(out).toMatch(/recipes\/quick\.md:\d+:\d+ error: .*minutes/)
})

test('every option of the commands is in their documentation, and none that they do not have', async () => {
  const helpOf = async (name: string) => (await command(siteOf({}), ['help', name])).out
  const ofBuild = await helpOf('build')
  const evaluating = (await command(siteOf({}), ['search', 'eval', '--help'])).out
  const others = (await helpOf('watch')) + (await helpOf('preview')) + (await helpOf('search')) + evaluating
  const optionsIn = (text: string) =>
    [...new Set(text.match(/(?<![\w-])--[a-z][a-z-]*/g))].filter((name) => name !== '--help').sort()
  const docs = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8')
  expect(optionsIn(docs).filter((name) => name !== '--version')).toEqual(optionsIn(ofBuild + others))
  expect(optionsIn(readme)).toEqual(optionsIn(ofBuild))
})
