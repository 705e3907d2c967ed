import { expect, it } from 'vitest'
import { markdownWith } from '../../test/markdown-with.js'
import { toContent } from '../pipeline/content.js'

const idsOf = async (body: string) =>
  (await toContent(markdownWith(), { path: 'a.md', body, trust: 'author', data: {} })).value?.ids

it.each([
  ['# Hello, World!', ['hello-world']],
  ['# a\n\n# a\n\n# a 1', ['a', 'a-1', 'a-1-1']],
  ['# `code` & *em*', ['code--em']],
  ['# __proto__\n\n# constructor\n\n# constructor', ['proto', 'constructor', 'constructor-1']],
  ['# \\_\\_proto\\_\\_', ['__proto__']],
  ['# 日本語 Über', ['日本語-über']],
  ['# 🎉\n\n# 🎊', ['section', 'section-1']],
  ['# caf\u00e9\n\n# cafe\u0301', ['caf\u00e9', 'caf\u00e9-1']],
  ['<h2 id="own">x</h2>\n\n# own', ['own', 'own-1']],
  ['# later\n\n<p id="later">x</p>', ['later-1', 'later']],
  ['# a[^1]\n\n[^1]: x', ['a', 'user-content-fnref-1', 'footnote-label', 'user-content-fn-1']],
  ['> # quoted', ['quoted']],
])('%j has the ids %j', async (body, ids) => expect(await idsOf(body)).toEqual(ids))
