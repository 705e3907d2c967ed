/** A server of files as visitors of a static host have it, that counts what it sends. */

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/**
 * @typedef {object} Served One answer.
 * @property {string} path
 * @property {number} bytes Of its body and its head, as they go over the wire.
 * @property {number} status
 */

/**
 * @typedef {object} FileServer
 * @property {string} origin
 * @property {Served[]} served In the order in which they were sent; may be emptied.
 * @property {() => Promise<void>} close
 */

/** What is sent compressed, as nginx and GitHub Pages do it for texts; anything else goes as it lies. */
const compressed = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json'],
  ['.svg', 'image/svg+xml'],
  ['.xml', 'application/xml'],
])

const zip = promisify(gzip)

/**
 * Serves the files of folders, of which the first one that has a file gives it.
 *
 * @param {string[]} folders
 * @returns {Promise<FileServer>}
 */
export async function serveFiles(folders) {
  /** @type {Served[]} */
  const served = []
  const server = createServer(async ({ url = '/' }, response) => {
    const asked = decodeURIComponent(new URL(url, 'http://localhost').pathname)
    const path = asked.endsWith('/') ? `${asked}index.html` : asked
    const file = await firstFile(folders, path)
    const type = compressed.get(extname(path))
    const body = file === undefined ? Buffer.alloc(0) : type === undefined ? file : await zip(file)
    const head = {
      'content-type': type ?? 'application/octet-stream',
      'content-length': body.length,
      'cache-control': 'max-age=600',
      ...(type === undefined ? {} : { 'content-encoding': 'gzip', vary: 'accept-encoding' }),
    }
    const status = file === undefined ? 404 : 200
    response.writeHead(status, head).end(body)
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`)
    served.push({ path, status, bytes: body.length + lines.join('\r\n').length + 100 })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    origin: `http://127.0.0.1:${port}`,
    served,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/**
 * @param {string[]} folders
 * @param {string} path
 */
async function firstFile(folders, path) {
  for (const folder of folders) {
    const file = await readFile(join(folder, normalize(path))).catch(() => undefined)
    if (file !== undefined) return file
  }
}
