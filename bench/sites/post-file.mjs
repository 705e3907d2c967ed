/** A post of the corpus as a file with frontmatter, as all generators read it. */

import { hasPictures, slugOf } from '../corpus.mjs'
import { writeSource } from './files.mjs'

/** @import { Post } from '../corpus.mjs' */

/**
 * @typedef {object} Addresses How one generator wants addresses in Markdown.
 * @property {(number: number, inFolder: boolean) => string} post Address of another post, from one in a folder or not.
 * @property {(post: Post, name: string) => string} picture Address of a picture that lies beside the post.
 */

/**
 * Where the file of a post lies: one with pictures has a folder of its own.
 *
 * @param {number} number
 */
export function postPath(number) {
  return hasPictures(number) ? `posts/${slugOf(number)}/index.md` : `posts/${slugOf(number)}.md`
}

/**
 * Writes a post and its pictures.
 *
 * @param {string} folder
 * @param {Post} post
 * @param {Addresses} addresses
 */
export function writePost(folder, post, addresses) {
  const path = postPath(post.number)
  writeSource(folder, path, postText(post, addresses))
  for (const { name, bytes } of post.pictures) writeSource(folder, path.replace('index.md', name), bytes)
}

/**
 * @param {Post} post
 * @param {Addresses} addresses
 */
function postText(post, addresses) {
  const inFolder = post.pictures.length > 0
  const body = post.body.replace(/\]\((post|picture):([^)]+)\)/g, (_, kind, name) =>
    kind === 'post' ? `](${addresses.post(Number(name), inFolder)})` : `](${addresses.picture(post, name)})`,
  )
  const fields = [
    `title: ${JSON.stringify(post.title)}`,
    `date: ${post.date}`,
    `author: ${post.author}`,
    `tags: [${post.tags.join(', ')}]`,
    `summary: ${JSON.stringify(post.summary)}`,
  ]
  return `---\n${fields.join('\n')}\n---\n\n${body}`
}
