/** The corpus as a site of blog-build: its default preset and theme, and a configuration of a few lines. */

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCorpus } from '../corpus.mjs'
import { outputOf } from '../measure.mjs'
import { emptyFolder, writeSource } from './files.mjs'
import { postPath, writePost } from './post-file.mjs'
import { site } from './site.mjs'

/** @import { Addresses } from './post-file.mjs' */
/** @import { Tool } from './tool.mjs' */

/** The command as users run it, compiled. */
export const command = fileURLToPath(new URL('../../packages/cli/dist/cli.js', import.meta.url))

/** Links to files, which blog-build checks and turns into addresses. @type {Addresses} */
const addresses = {
  post: (number, inFolder) => `${inFolder ? '../' : './'}${postPath(number).slice('posts/'.length)}`,
  picture: (_post, name) => `./${name}`,
}

const postTemplate = 'layouts/post.tsx'

/** @type {Tool} */
export const blogBuild = {
  name: 'blog-build',
  sources: 'content',
  output: 'dist',
  caches: ['.blog-build'],
  layOut(folder, { posts, highlight }) {
    emptyFolder(folder)
    writeSource(folder, 'blog.config.ts', configuration(highlight))
    for (const post of createCorpus(posts)) writePost(`${folder}/content`, post, addresses)
  },
  build: (folder) => [process.execPath, command, 'build', folder, '--json', '--quiet'],
  reports: true,
  addresses,
  postTemplate,
  ownTemplate(folder) {
    const text = readFileSync(new URL('../../packages/theme/layouts/post.tsx', import.meta.url), 'utf8')
    writeSource(folder, postTemplate, text.replaceAll("'./parts/", "'@theme/parts/"))
  },
  watchings: [
    {
      name: 'blog-build',
      command: (folder) => [process.execPath, command, 'watch', folder, '--json', '--quiet'],
      ready: /"event":"build"/,
      address: /"urls":\["([^"]+)"/,
    },
  ],
  missing: () => (existsSync(command) ? undefined : 'it is not compiled: npm run build'),
  version: () => outputOf([process.execPath, command, '--version']),
}

/** @param {boolean} highlight */
function configuration(highlight) {
  const fields = { ...site, ...(highlight ? {} : { markdown: { highlight } }) }
  return [
    "import { defineConfig } from '@blog-build/core'\n",
    `export default defineConfig(${JSON.stringify(fields, null, 2)})\n`,
  ].join('\n')
}
