/** A small project on the disk, for tests of what becomes of it between builds. */
import * as fs from 'node:fs'
import { join } from 'node:path'
import { createSite } from '../src/build.js'
import type { Site, SiteOptions } from '../src/site-options.js'

export function post(title: string, body: string): string {
  return `---\ntitle: ${title}\ndate: 2024-01-31\n---\n\n${body}\n`
}

/** Two posts, one of which links the other, and a picture. */
export const first = {
  'a.md': post('A', 'See [the other](./b.md#part). `code` ä€𝄞'),
  'b.md': post('B', '# Part\n\nText with a ![picture](./p.svg).'),
  'p.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>',
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  fs.mkdirSync(folder, { recursive: true })
  for (const [path, text] of Object.entries(files)) fs.writeFileSync(join(folder, path), text)
}

/** A site of which nothing is written but what it remembers. */
export function siteOf(root: string, options: Partial<SiteOptions> = {}): Site {
  const fixed = { asOf: '2026-06-01T00:00:00Z', resolveFrom: [import.meta.url], write: false }
  return createSite({ root, ...fixed, ...options })
}
