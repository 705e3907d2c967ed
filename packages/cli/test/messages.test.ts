// What an author is told: everything in one run, each with its place and a remedy.
import type { Message } from '@blog-build/core'
import { expect, test } from 'vitest'
import { command, filesIn, siteOf } from './command.js'

const faulty = {
  'broken-date.md': '---\ntitle: Date\ndate: 2024-13-01\n---\n',
  'broken-link.md': '---\ntitle: Link\n---\n\nSee [the other](./nowhere.md).\n',
  'first.md': '---\ntitle: First\npermalink: /same/\n---\n',
  'second.md': '---\ntitle: Second\npermalink: /same/\n---\n',
  'hostile.md': `# Deep\n\n${'> '.repeat(5000)}x\n`,
  'fine.md': '# Fine\n',
}

test('faults of five kinds in one run, each with place and remedy; nothing is published', async () => {
  const folder = siteOf(faulty)
  const { code, out, err } = await command(folder, [])
  expect(code).toBe(1)
  expect(err).toBe('')
  expect(out).toContain('broken-date.md:3:7 error: ')
  expect(out).toContain('> 3 | date: 2024-13-01\n    |       ^^^^^^^^^^\n')
  expect(out).toContain('broken-link.md:5:5 error: The link `./nowhere.md` leads nowhere.')
  expect(out).toContain('> 5 | See [the other](./nowhere.md).\n    |     ^^^^^^^^^^^^^^^^^^^^^^^^^\n')
  expect(out).toMatch(/(first|second)\.md(:\d+:\d+)? error: Two pages want the address `\/same\/`/)
  expect(out).toMatch(/hostile\.md:\d+:\d+ error: /)
  expect(out).not.toContain('fine.md')
  expect(out).toMatch(/4 errors .*in 4 files\.\n\nNothing was published: dist is left as it was\./)
  expect(filesIn(`${folder}/dist`).size).toBe(0)
})

test('each message carries a rule, a remedy and a file, and places are exact', async () => {
  const { code, out } = await command(siteOf(faulty), ['--json'])
  expect(code).toBe(1)
  const { status, messages } = JSON.parse(out) as { status: string; messages: Message[] }
  expect(status).toBe('content')
  const errors = messages.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ rule }) => rule).sort()).toEqual([
    'frontmatter-field',
    'link-missing',
    'markdown-too-deep',
    'page-duplicate',
  ])
  for (const { path, remedy } of errors) {
    expect(path).toMatch(/^[a-z-]+\.md$/)
    expect(remedy).toBeTruthy()
  }
})

test('the same faults are told in the same words by a second run', async () => {
  const folder = siteOf(faulty)
  const [first, second] = [await command(folder, ['--json']), await command(folder, ['--json'])]
  expect(JSON.parse(second.out).messages).toEqual(JSON.parse(first.out).messages)
})

test('a misspelt key of the configuration is shown in its line, with the right one; code 2', async () => {
  const config = 'export default {\n  titel: "Site",\n}\n'
  const { code, out } = await command(siteOf({ 'blog.config.ts': config, 'a.md': '# A' }), [])
  expect(code).toBe(2)
  expect(out).toContain('blog.config.ts:2:3 error: ')
  expect(out).toContain('> 2 |   titel: "Site",')
  expect(out).toContain('title')
})

test('a configuration that throws or does not parse is reported at its place; code 2', async () => {
  const broken = await command(siteOf({ 'blog.config.ts': 'export default {\n  title: \n' }), [])
  expect(broken.code).toBe(2)
  expect(broken.out).toMatch(/blog\.config\.ts:\d+:\d+ error: /)
  const throwing = await command(siteOf({ 'blog.config.ts': 'throw new Error("my own fault")\n' }), [])
  expect(throwing.code).toBe(2)
  expect(throwing.out).toContain('my own fault')
})

test('under --strict a warning stops publishing', async () => {
  const files = { 'a.md': '---\ntitle: A\ntgas: [x]\n---\n' }
  const lenient = await command(siteOf(files), [])
  expect(lenient.out).toMatch(/a\.md:3:\d+ warning: /)
  expect(lenient.code).toBe(0)
  const folder = siteOf(files)
  const strict = await command(folder, ['--strict'])
  expect(strict.code).toBe(1)
  expect(filesIn(`${folder}/dist`).size).toBe(0)
})

test('content can not steer the terminal', async () => {
  const { out, code } = await command(
    siteOf({ 'a.md': 'See [x](<./\u001b[2Jnowhere\u0007.md>) \u202e here.\n' }),
    [],
  )
  expect(code).toBe(1)
  expect(out).toContain('<U+202E>')
  expect(out).not.toMatch(/[^\n\P{Cc}]/u)
})
