/** A site in memory whose texts a test edits; every build is compared with a clean one. */
import {
  type BuildResult,
  createMemoryHost,
  createSite,
  type Message,
  type UserConfig,
} from '@blog-build/core'
import type { Plugin } from '@blog-build/core/plugin'
import { expect } from 'vitest'

export interface WrittenBuild {
  messages: readonly Message[]
  /** Text of every output by path. */
  texts: ReadonlyMap<string, string>
  result: BuildResult
}

export interface WrittenSite {
  build(): Promise<WrittenBuild>
  /** Changes files (`undefined` removes one) and builds; what comes is what a clean build gives. */
  edit(files: Record<string, string | undefined>): Promise<WrittenBuild>
}

/** A site of these plugins and nothing else. */
export function writtenSite(
  plugins: Plugin[],
  files: Record<string, string>,
  own: Omit<UserConfig, 'plugins'> = {},
): WrittenSite {
  const content: Record<string, string | undefined> = { ...files }
  const { host, build } = open(plugins, content, own)
  return {
    build,
    async edit(changed) {
      for (const [path, text] of Object.entries(changed)) {
        content[path] = text
        if (text === undefined) host.remove(`/site/${path}`)
        else host.set(`/site/${path}`, text)
      }
      const built = await build()
      const clean = await open(plugins, content, own).build()
      expect(built.messages).toEqual(clean.messages)
      expect(built.texts).toEqual(clean.texts)
      return built
    },
  }
}

/** HTML of one text, without a layout, and what was said of it. */
export async function htmlOf(
  plugins: Plugin[],
  body: string,
  markdown: UserConfig['markdown'] = {},
): Promise<{ html: string; messages: readonly Message[] }> {
  const { texts, messages } = await writtenSite(plugins, { 'content/posts/a.md': body }, { markdown }).build()
  return { html: texts.get('posts/a/index.html') ?? '', messages }
}

function open(plugins: Plugin[], files: Record<string, string | undefined>, own: UserConfig) {
  const there = Object.entries(files).flatMap(([path, text]) =>
    text === undefined ? [] : [[`/site/${path}`, text]],
  )
  const host = createMemoryHost(Object.fromEntries(there))
  const config = { title: 'Notes', ...own, plugins }
  const site = createSite({ root: '/site', host, config, asOf: '2025-01-01T00:00:00Z', write: false })
  const build = async (): Promise<WrittenBuild> => {
    const result = await site.build()
    const texts = new Map<string, string>()
    for (const { path } of site.outputs()) texts.set(path, new TextDecoder().decode(await site.read(path)))
    return { messages: result.messages, texts, result }
  }
  return { host, build }
}
