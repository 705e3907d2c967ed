/** What there is to search now: the site is built in memory, in a thread of its own, and nothing is published. */
import type { Message, Progress, SiteOptions } from '@blog-build/core'
import type { Search } from '@blog-build/plugin-search/query'
import type { ReportOptions } from './reporter.js'
import type { SiteThread } from './session/site-thread.js'
import type { ThreadFailure } from './session/thread-failure.js'

/** The index of a site, and what of the site is told apart by it. */
export interface SiteIndex {
  search: Search
  /** Path under which the site lives. */
  base: string
  /** Addresses of all pages, without the base path. */
  addresses: ReadonlySet<string>
  /** What is shown of each page that can be found: texts of JSON, by path. */
  pages(): Promise<string[]>
}

/** Why there is nothing to search. */
export interface Refusal {
  status: 'content' | 'config'
  messages: Message[]
  urlOf: ReportOptions['urlOf']
  /** What is wrong, and what to do, where no message says so. */
  problem?: { text: string; remedy: string }
  /** The system does not let go of the thread, so that this process can't end in order. */
  isHeld?: boolean
}

/** How the thread is led. */
export interface IndexOptions {
  site: SiteOptions
  /** How long code of the project may be at one thing, in seconds; 0 for ever. */
  timeout: number
  onProgress(progress: Progress): void
  onPrint(stream: 'stdout' | 'stderr', text: string): void
}

/** Opens the index of a site, calls `use`, and ends the thread. */
export type WithIndex = <T>(
  options: IndexOptions,
  use: (index: SiteIndex) => Promise<T>,
) => Promise<{ used: T } | { refusal: Refusal }>

/** @throws {ThreadFailed} if the thread failed and nobody knows whose code it was. */
export const withIndex: WithIndex = async ({ site, ...how }, use) => {
  const { openSiteThread } = await import('./session/site-thread.js')
  const { ThreadFailed } = await import('./session/thread-failure.js')
  const thread = openSiteThread({ site: { ...site, write: false }, ...how })
  try {
    const opened = await openIndex(thread)
    return 'refusal' in opened ? opened : { used: await use(opened.index) }
  } catch (error) {
    const failure = error instanceof Error && error.cause instanceof ThreadFailed ? error.cause : error
    if (!(failure instanceof ThreadFailed) || !failure.failure.work) throw failure
    return { refusal: await refusalOf(failure.failure) }
  } finally {
    const { releaseThread } = await import('@blog-build/core')
    await thread.close().gone
    releaseThread(site.root, thread.id)
  }
}

async function openIndex(thread: SiteThread): Promise<{ index: SiteIndex } | { refusal: Refusal }> {
  const { build, urls } = await thread.ask('made', undefined)
  const { status, messages, outputs, base } = build
  const urlOf = (rule: string) => urls[rule]
  if (status !== 'published') {
    return { refusal: { status: status === 'config' ? 'config' : 'content', messages, urlOf } }
  }
  const { indexFolder } = await import('@blog-build/plugin-search')
  const paths = new Set(outputs.map(({ path }) => path))
  if (!paths.has(`${indexFolder}/index.json`)) {
    return { refusal: { status: 'config', messages: [], urlOf, problem: noPlugin } }
  }
  const read = async (path: string) => (paths.has(path) ? await thread.ask('read', path) : undefined)
  const pages = outputs.filter(({ path }) => path.startsWith(`${indexFolder}/pages/`))
  return {
    index: {
      search: await searchIn(read, indexFolder),
      base,
      addresses: new Set(outputs.filter(isPage).map(({ url }) => url)),
      async pages() {
        const texts: string[] = []
        for (const { path } of pages) texts.push(textOf(await read(path)))
        return texts
      },
    },
  }
}

type Read = (path: string) => Promise<Uint8Array | undefined>

async function searchIn(read: Read, folder: string): Promise<Search> {
  const { createSearch, loadStemmers } = await import('@blog-build/plugin-search/query')
  const { languages } = JSON.parse(textOf(await read(`${folder}/index.json`))) as { languages: string[] }
  return createSearch({
    files: { read: (path) => read(`${folder}/${path}`) },
    stemmers: await loadStemmers(languages),
    language: languageOf(textOf(await read('index.html'))) ?? languages[0] ?? 'en',
  })
}

/** As the element has it: from the page that it stands on. */
function languageOf(html: string): string | undefined {
  return /<html[^>]*\slang="([\w-]+)"/.exec(html)?.[1]
}

function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes)
}

/** A page answers at its address; an HTML file that a plugin made, such as one that redirects, at its path. */
function isPage({ path, url }: { path: string; url: string }): boolean {
  return path.endsWith('.html') && !url.endsWith('/index.html')
}

async function refusalOf({ said, work, isHeld = false }: ThreadFailure): Promise<Refusal> {
  const { messageUrl: urlOf } = await import('@blog-build/core')
  const { statusOf } = await import('./session/thread-failure.js')
  return { status: work ? statusOf(work) : 'content', messages: [said], urlOf, isHeld }
}

const noPlugin = {
  text: 'This site has no search: the plugin `search` is not in its configuration.',
  remedy:
    "Write `import { search } from '@blog-build/plugin-search'` in `blog.config.ts`, and `plugins: [search()]`.",
}
