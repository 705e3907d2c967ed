/** A server in this process, over a folder of a test's own. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FilesChange, PublishedFile } from '@blog-build/core'
import { createSiteServer, type SiteServer, type SiteServerOptions } from '../../src/server/server.js'

/** A server that listens, and the folder that it serves. */
export interface Served {
  server: SiteServer
  port: number
  /** The project; the output folder is `dist` in it. */
  root: string
  folder: string
  /** Writes files as a build does, between `begin` and `show`; `undefined` removes one. */
  publish(files: Record<string, string | Buffer | undefined>, owners?: Record<string, string>): void
  /** Address of what is the server's own, from a page that it serves. */
  prefix(): Promise<string>
  close(): Promise<void>
}

/** Starts a server over these files. */
export async function serve(
  files: Record<string, string | Buffer>,
  options: Partial<SiteServerOptions> & { base?: string; owners?: Record<string, string> } = {},
): Promise<Served> {
  const { base = '/', owners = {}, ...rest } = options
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'blog-build-server-')))
  const folder = join(root, 'dist')
  mkdirSync(folder)
  const server = createSiteServer({ port: 0, isPortFixed: true, mode: 'watch', ...rest })
  const { port } = await server.listen()
  const publish: Served['publish'] = (changed, owned = owners) => {
    server.begin()
    server.show({ folder, base, files: replace(folder, changed, owned) })
  }
  if (Object.keys(files).length > 0) publish(files)
  const home = base.endsWith('/') ? base : `${base}/`
  return {
    server,
    port,
    root,
    folder,
    publish,
    async prefix() {
      const page = await (await fetch(`http://localhost:${port}${home}`)).text()
      return /src="(\/_blog-build\/[^/]+\/)client\.js"/.exec(page)?.[1] ?? ''
    },
    async close() {
      await server.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Replaces files by renaming, as a publish does, and says what changed. */
export function replace(
  folder: string,
  files: Record<string, string | Buffer | undefined>,
  owners: Record<string, string> = {},
): FilesChange {
  const change: FilesChange = { isWhole: false, set: [], removed: [] }
  for (const [path, body] of Object.entries(files)) {
    const file = join(folder, path)
    if (body === undefined) {
      rmSync(file, { force: true })
      change.removed.push(path)
      continue
    }
    mkdirSync(dirname(file), { recursive: true })
    const beside = join(folder, '..', 'staged')
    writeFileSync(beside, body)
    renameSync(beside, file)
    change.set.push(listed(folder, path, body, owners[path]))
  }
  return change
}

function listed(folder: string, path: string, body: string | Buffer, owner = 'core'): PublishedFile {
  const { size, mtimeMs } = statSync(join(folder, path))
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22)
  return { path, url: `/${path.replace(/(^|\/)index\.html$/, '$1')}`, hash, owner, size, mtime: mtimeMs }
}

/** A page with a title, and what else is to stand in it. */
export function pageOf(title: string, { head = '', body = '' } = {}): string {
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head>` +
    `<body><h1>${title}</h1>${body}</body></html>`
  )
}
