import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Build, createSite } from '@blog-build/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { siteToShow } from './shown-site.js'

let root: string

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-shown-')))
  mkdirSync(join(root, 'content/posts'), { recursive: true })
  writeFileSync(join(root, 'content/posts/a.md'), '---\ntitle: A\ndate: 2024-01-01\n---\n\nText.\n')
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

const broken = (build: Build): Build => ({ ...build, status: 'config', out: '/nowhere', base: '/wrong/' })

test('what was built is shown', async () => {
  const build = await createSite({ root }).build()
  const shown = siteToShow(build, undefined, { root })
  expect(shown).toMatchObject({ folder: join(root, 'dist'), base: '/', files: { isWhole: true } })
  expect(shown?.files.set.map(({ path }) => path)).toEqual(['posts/a/index.html'])
})

test('with errors in the configuration the last good site stays, also that of an earlier process', async () => {
  const build = await createSite({ root }).build()
  const shown = siteToShow(build, undefined, { root })
  expect(siteToShow(broken(build), shown, { root })).toEqual({
    folder: join(root, 'dist'),
    base: '/',
    files: { isWhole: false, set: [], removed: [] },
  })
  expect(siteToShow(broken(build), undefined, { root })).toMatchObject({
    folder: join(root, 'dist'),
    base: '/',
    files: { isWhole: true, set: [{ path: 'posts/a/index.html' }] },
  })
})

test('where nothing was ever built, nothing is shown', async () => {
  const build = await createSite({ root, write: false }).build()
  rmSync(join(root, '.blog-build'), { recursive: true, force: true })
  expect(siteToShow(broken(build), undefined, { root })).toBeUndefined()
})
