/** The corpus as a site of Hugo. The templates in `hugo/` show what blog-build's theme shows. */

import { cpSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createCorpus, slugOf } from '../corpus.mjs'
import { outputOf } from '../measure.mjs'
import { emptyFolder, writeSource } from './files.mjs'
import { writePost } from './post-file.mjs'
import { site } from './site.mjs'
import { styleSheet } from './style-sheet.mjs'

/** @import { Addresses } from './post-file.mjs' */
/** @import { Tool, Watching } from './tool.mjs' */

const templates = fileURLToPath(new URL('./hugo/layouts', import.meta.url))

/** Finished addresses: Hugo has nothing to look up. @type {Addresses} */
const addresses = {
  post: (number) => `/posts/${slugOf(number)}/`,
  picture: (_post, name) => name,
}

/**
 * Hugo from the path, or another one.
 *
 * @param {string} command
 * @returns {Tool}
 */
export function createHugo(command) {
  return {
    name: 'Hugo',
    sources: 'content',
    output: 'public',
    caches: ['resources', '.cache', '.hugo_build.lock'],
    layOut(folder, { posts, highlight }) {
      emptyFolder(folder)
      writeSource(folder, 'config.toml', configuration(highlight))
      writeSource(folder, 'static/style.css', styleSheet())
      writeSource(folder, 'content/archive.md', '---\ntitle: Archive\nlayout: archive\n---\n')
      cpSync(templates, `${folder}/layouts`, { recursive: true })
      for (const post of createCorpus(posts)) writePost(`${folder}/content`, post, addresses)
    },
    build: (folder) => [command, '--source', folder, '--cacheDir', `${folder}/.cache`, '--quiet'],
    addresses,
    postTemplate: 'layouts/_default/single.html',
    watchings: [
      watching('Hugo', command, ['--disableFastRender']),
      // As it watches unless told otherwise: it makes only pages that were edited or looked at lately.
      watching('Hugo fast', command, []),
    ],
    missing: () =>
      outputOf([command, 'version']) === ''
        ? `${command} does not run (Debian: apt-get install hugo)`
        : undefined,
    version: () => outputOf([command, 'version']),
  }
}

/**
 * @param {string} name
 * @param {string} command
 * @param {string[]} options
 * @returns {Watching}
 */
function watching(name, command, options) {
  const always = ['server', '--renderToDisk', '--port', '14313']
  return {
    name,
    command: (folder) => [
      ...[command, ...always, ...options],
      ...['--source', folder, '--cacheDir', `${folder}/.cache`],
    ],
    ready: /Press Ctrl\+C to stop/,
  }
}

/**
 * No section pages and no RSS, which the others do not have; no typographic quotes, so that texts are equal.
 *
 * @param {boolean} highlight
 */
function configuration(highlight) {
  return `baseURL = "${site.url}/"
title = "${site.title}"
languageCode = "en"
paginate = 10
enableRobotsTXT = true
disableAliases = true
disableKinds = ["section", "RSS"]

[taxonomies]
tag = "tags"

[params]
description = "${site.description}"
author = "${site.author}"
perPage = 10.0

[outputs]
home = ["HTML", "FEED"]

[mediaTypes."application/atom+xml"]
suffixes = ["xml"]

[outputFormats.FEED]
mediaType = "application/atom+xml"
baseName = "feed"
isPlainText = false

[markup.goldmark.extensions]
typographer = false

[markup.highlight]
codeFences = ${highlight}
noClasses = false

[markup.tableOfContents]
startLevel = 2
endLevel = 3
ordered = true
`
}
