/** What the benchmark has to know of a generator. */

/** @import { Addresses } from './post-file.mjs' */

/**
 * @typedef {object} Layout
 * @property {number} posts
 * @property {boolean} highlight Whether fenced code is coloured.
 */

/**
 * @typedef {object} Watching One way in which a generator watches.
 * @property {string} name
 * @property {(folder: string) => string[]} command
 * @property {RegExp} ready What it writes when its first build is done.
 * @property {RegExp} [address] What it writes of where the site can be seen, if browsers are to be measured.
 */

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} sources Folder with `posts/` in it, relative to the site.
 * @property {string} output Folder of the result, relative to the site.
 * @property {string[]} caches What else a build leaves behind; a cold build begins without.
 * @property {(folder: string, layout: Layout) => void} layOut Writes the corpus as a site of this generator.
 * @property {(folder: string) => string[]} build The command line of a build.
 * @property {Addresses} addresses How posts link to each other.
 * @property {string} postTemplate What makes pages of posts, relative to the site.
 * @property {(folder: string) => void} [ownTemplate] Puts it there, if the site has none of its own.
 * @property {Watching[]} watchings How it watches.
 * @property {() => string | undefined} missing Why it cannot run here, if it cannot.
 * @property {() => string} version What it says of itself.
 * @property {boolean} [reports] Whether it writes the outcome as JSON to stdout.
 */

export {}
