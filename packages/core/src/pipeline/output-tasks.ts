/** From pages, plugins and `public/` to the outputs of the site. */
import { hashOf } from '../engine/codec.js'
import { siteEmpty } from '../messages/page.js'
import type { Output, OwnedPage } from '../model.js'
import { checked, rules } from './check-tasks.js'
import type { BuildContext, BuildTask } from './context.js'
import { entry } from './entry-tasks.js'
import { emittedFiles, publicFiles } from './file-tasks.js'
import { html, pages } from './page-tasks.js'
import { outputPathOf } from './permalink.js'
import { publicPath } from './public-file.js'
import { index } from './source-tasks.js'

/** The hash of no value. */
const nothing = hashOf('')

/** Every file of the site but the assets, which are published because somebody asked for them. */
const outputs: BuildTask<null, Output[]> = {
  name: 'outputs',
  isOwn: true,
  async run(context) {
    const made = [
      ...(await outputsOfPages(context)),
      ...(await outputsOfPlugins(context)),
      ...(await outputsOfPublic(context)),
      ...outputsOfStyles(context),
    ]
    return { value: made, messages: [] }
  },
}

/**
 * A page with its HTML and what is wrong with its links: these are checked while its content is at hand, which
 * would have to be fetched again later.
 */
const rendered: BuildTask<OwnedPage, null> = {
  name: 'rendered',
  isOwn: true,
  isLazy: true,
  async run(context, page) {
    await context.hashes(html, [page])
    if (page.entry !== undefined) await context.hashes(checked, [page.entry])
    return { value: null, messages: [] }
  },
}

async function outputsOfPages(context: BuildContext): Promise<Output[]> {
  const planned = await context.get(pages, null)
  await context.hashes(rendered, planned)
  const hashes = await context.hashes(html, planned)
  // A page whose layout failed has no HTML; the message of the failure keeps the build from publishing.
  return planned.flatMap(({ permalink: url, owner }, at) => {
    const hash = hashes[at]
    return hash === nothing || hash === undefined
      ? []
      : [{ path: outputPathOf(url).value ?? '', hash, owner, url }]
  })
}

async function outputsOfPlugins(context: BuildContext): Promise<Output[]> {
  const made: Output[] = []
  for (const { name } of context.plugins('emit')) {
    for (const { path, hash } of await context.get(emittedFiles, name)) {
      made.push({ path, hash, owner: name, url: `/${path}` })
    }
  }
  return made
}

async function outputsOfPublic(context: BuildContext): Promise<Output[]> {
  const paths = await context.get(publicFiles, null)
  return paths.map((file) => {
    const path = publicPath(file)
    return { path, hash: context.file(`public/${file}`).hash, owner: 'public', url: `/${path}` }
  })
}

function outputsOfStyles(context: BuildContext): Output[] {
  const styles = context.styles()
  if (!styles) return []
  return styles.files.map(({ path, hash }) => ({ path, hash, owner: 'styles', url: `/${path}` }))
}

/** The root: all outputs, and everything that is checked on the way. */
export const site: BuildTask<null, Output[]> = {
  name: 'site',
  isOwn: true,
  async run(context) {
    const { byId } = await context.get(index, null)
    await context.hashes(entry, Object.keys(byId))
    const made = await context.get(outputs, null)
    await context.hashes(checked, Object.keys(byId))
    await context.hashes(rules, [null])
    return { value: made, messages: Object.keys(byId).length === 0 ? [siteEmpty()] : [] }
  },
}

export const outputTasks = [rendered, outputs, site] as const
