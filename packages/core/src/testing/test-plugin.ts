/** Tests a plugin: what it makes of a site, and of the edits that follow. */
import type { Plugin } from '../hooks/hook.js'
import type { HeadElement, Message, OwnedPage } from '../model.js'
import type { Build } from '../site-options.js'
import { broken } from './lawful.js'
import { type Question, takeAnswer } from './question.js'
import { createTestSite, type SiteBuild, type TestSite } from './test-site.js'
import type { TestWorld } from './test-world.js'

/** A page of a site. */
export interface TestPage extends OwnedPage {
  /** As its layout in `layouts/` renders it; without one, title, head, params, data and content, each plainly. */
  html: string
  /** What all plugins put into its head. */
  head: HeadElement[]
}

/** What a plugin is tested in, and what is asked of each build. */
export interface PluginTest<Answer = unknown> extends TestWorld {
  /**
   * What a layout or another plugin could ask, services of the tested plugin and of those beside it too. It gives plain
   * data. Like a plugin's `check`, it runs in a site with errors too.
   */
  ask?: Question<Answer>
}

/** A build of a site with the plugin. */
export interface TestBuild<Answer = unknown> {
  status: Build['status']
  /** All of them: of the plugin, of others and of core. */
  messages: Message[]
  /** What `ask` found out; nothing without it, or if the configuration has errors. */
  answer: Answer | undefined
  /** Texts of the files and pages that are the plugin's own, by path: `feed.xml`, `tags/index.html`. */
  outputs: Record<string, string>
  /** Texts of all outputs, by path. */
  all: Record<string, string>
  /** Paths of all outputs that came, changed or went with this build, sorted. */
  changed: string[]
  /** Pages that the plugin plans, sorted by address. */
  pages: OwnedPage[]
  /**
   * Hooks and tasks of the plugin that ran in this build, sorted, with what they were about: `emit`,
   * `head /posts/a/`, `entry content/posts/a.md`, `tasks.words posts/a`. `config` and `end` are left out.
   */
  ran: string[]
  /** Any page, by its address without the base path. */
  page(permalink: string): TestPage | undefined
  /** Bytes of an output, by its path. */
  bytes(path: string): Uint8Array | undefined
  /** Changes the site as it now is, and builds it again. @throws as `testPlugin`. */
  edit(edit: TestWorld): Promise<TestBuild<Answer>>
}

/**
 * Builds a site in memory with a plugin. Each build, the first one too, is compared with two clean ones: their
 * files are made and their work is done in other orders.
 *
 * @param plugin A plugin, or a function that makes it: then clean builds have one of their own, so that what a
 *   plugin keeps for itself is seen too. Errors of the site are no exception, but `status` and `messages`.
 * @throws Error if a build differs from a clean one: what differs, where, and who is to blame. Else what `ask` throws.
 *   Error too if what is given is no plugin, or another one of its name stands in `config.plugins`.
 */
export async function testPlugin<Answer = unknown>(
  plugin: Plugin | (() => Plugin),
  { ask, ...world }: PluginTest<Answer> = {},
): Promise<TestBuild<Answer>> {
  const makePlugin = typeof plugin === 'function' ? plugin : () => plugin
  return await buildAndCompare(createTestSite(makePlugin, world, ask))
}

async function buildAndCompare<Answer>(site: TestSite): Promise<TestBuild<Answer>> {
  const found = await site.build()
  const problem = await broken(site, found, ['forward', 'backward'])
  if (problem !== undefined) throw new Error(`Plugin \`${site.name}\` breaks the law of builds.\n${problem}`)
  site.rethrow(found)
  return toTestBuild(site, found)
}

function toTestBuild<Answer>(site: TestSite, found: SiteBuild): TestBuild<Answer> {
  const { build, ran, bytes, changed, pages } = found
  const { answer, messages } = takeAnswer(build.messages)
  const outputs = build.outputs.filter(({ path }) => bytes.has(path))
  const textOf = (path: string) => new TextDecoder().decode(bytes.get(path))
  const textsOf = (paths: string[]) => Object.fromEntries(paths.map((path) => [path, textOf(path)]))
  return {
    status: build.status,
    messages,
    answer: answer as Answer | undefined,
    changed,
    outputs: textsOf(outputs.filter(({ owner }) => owner === site.name).map(({ path }) => path)),
    all: textsOf(outputs.map(({ path }) => path)),
    pages: pages.map(({ page }) => page).filter(({ owner }) => owner === site.name),
    ran,
    page(permalink) {
      const planned = pages.find(({ page }) => page.permalink === permalink)
      const output = outputs.find(({ url }) => url === permalink)
      return planned && output && { ...planned.page, html: textOf(output.path), head: planned.head }
    },
    bytes: (path) => bytes.get(path),
    async edit(edit) {
      site.edit(edit)
      return await buildAndCompare(site)
    },
  }
}
