/** What the benchmark has to know of a generator. */

/**
 * @typedef {object} Layout
 * @property {number} posts
 * @property {boolean} highlight Whether fenced code is coloured.
 */

/**
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} sources Folder with `posts/` in it, relative to the site.
 * @property {string} output Folder of the result, relative to the site.
 * @property {string[]} caches What else a build leaves behind; a cold build begins without.
 * @property {(folder: string, layout: Layout) => void} layOut Writes the corpus as a site of this generator.
 * @property {(folder: string) => string[]} build The command line of a build.
 * @property {() => string | undefined} missing Why it cannot run here, if it cannot.
 * @property {() => string} version What it says of itself.
 * @property {boolean} [reports] Whether it writes the outcome as JSON to stdout.
 */

export {}
