/** The corpus as a site of Eleventy. The templates in `eleventy/` show what blog-build's theme shows. */

import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCorpus, slugOf } from '../corpus.mjs'
import { outputOf } from '../measure.mjs'
import { emptyFolder, writeSource } from './files.mjs'
import { writePost } from './post-file.mjs'
import { site } from './site.mjs'
import { styleSheet } from './style-sheet.mjs'

/** @import { Addresses } from './post-file.mjs' */
/** @import { Tool } from './tool.mjs' */

const project = fileURLToPath(new URL('./eleventy/', import.meta.url))

/** Finished addresses: Eleventy has nothing to look up. @type {Addresses} */
const addresses = {
  post: (number) => `/posts/${slugOf(number)}/`,
  picture: (post, name) => `/posts/${post.slug}/${name}`,
}

const ready = /\] Watching/

/**
 * Eleventy, installed by npm into a folder of its own: the workspace does without it.
 *
 * @param {string} installed
 * @returns {Tool}
 */
export function createEleventy(installed) {
  const command = join(installed, 'node_modules/@11ty/eleventy/cmd.cjs')
  return {
    name: 'Eleventy',
    sources: 'content',
    output: '_site',
    caches: ['.cache'],
    layOut(folder, { posts, highlight }) {
      emptyFolder(folder)
      cpSync(project, folder, { recursive: true })
      symlinkSync(join(installed, 'node_modules'), join(folder, 'node_modules'))
      writeSource(folder, 'style.css', styleSheet())
      writeSource(folder, '_includes/site.json', JSON.stringify(site))
      writeSource(folder, 'content/posts/posts.json', JSON.stringify({ layout: 'post.11ty.js' }))
      if (highlight) writeSource(folder, 'highlight', '')
      for (const post of createCorpus(posts)) writePost(`${folder}/content`, post, addresses)
    },
    build: () => [process.execPath, command, '--quiet'],
    addresses,
    postTemplate: '_includes/post.11ty.js',
    watchings: [
      { name: 'Eleventy', command: () => [process.execPath, command, '--quiet', '--watch'], ready },
      {
        name: 'Eleventy incremental',
        command: () => [process.execPath, command, '--quiet', '--watch', '--incremental'],
        ready,
      },
    ],
    missing: () => (existsSync(command) || install(installed) ? undefined : 'npm could not install it'),
    version: () => outputOf([process.execPath, command, '--version']),
  }
}

/** @param {string} installed */
function install(installed) {
  mkdirSync(installed, { recursive: true })
  cpSync(join(project, 'package.json'), join(installed, 'package.json'))
  const parameters = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts']
  return spawnSync('npm', parameters, { cwd: installed, stdio: ['ignore', 2, 2] }).status === 0
}
