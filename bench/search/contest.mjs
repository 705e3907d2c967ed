/** Indexes one corpus with all three, edits it, and searches it as visitors do. */

import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { slugOf } from '../corpus.mjs'
import { measure } from '../measure.mjs'
import { blogBuild } from '../sites/blog-build.mjs'
import { documentAt, documentsIn } from './documents.mjs'
import { changeBetween, sizeOf } from './index-files.mjs'
import { indexesIn, indexRival, outputOf, readDocuments, runJob, writeDocuments } from './places.mjs'
import { sentenceEdits } from './sentence-edits.mjs'
import { cannotSearch, corpora, layOutSite } from './sites.mjs'
import { askVisitors } from './visits.mjs'

/** @import { Change, EditSample } from './edit-job.mjs' */
/** @import { Size } from './index-files.mjs' */
/** @import { SentenceEdit } from './sentence-edits.mjs' */
/** @import { Corpus } from './sites.mjs' */
/** @import { Spelling } from './words.mjs' */
/** @import { Visit } from './visitor.mjs' */

/**
 * @typedef {object} Cost
 * @property {number} wall Seconds.
 * @property {number} cpu Seconds, of all threads and processes.
 */

/**
 * @typedef {object} SearchContest
 * @property {string} corpus Its name in `corpora`.
 * @property {number} posts
 * @property {Record<string, Cost[]>} cold By what was done, see `works`.
 * @property {Record<string, Cost[]>} edited
 * @property {Record<string, EditSample[]>} session Edits of a site that stays open, by what is built.
 * @property {Record<string, Change[]>} changed Files of a rival that an edit changes.
 * @property {Record<string, Size>} sizes
 * @property {Record<string, Visit[]>} visits
 * @property {Record<string, Record<Spelling, number>>} spelling Shares of words of which all pages were found.
 * @property {number[]} loads As in other contests.
 */

/**
 * @typedef {object} SearchContestOptions
 * @property {string} installed Where the rivals are.
 * @property {number} runs
 * @property {number} edits How many, while a site stays open.
 * @property {number} words How many are misspelt.
 * @property {number} queries How many first queries there are.
 * @property {string} folder
 * @property {(text: string) => void} say
 * @property {() => void} onRound
 */

/** What is measured, and what it is called in tables. */
export const works = {
  without: 'blog-build, without search',
  with: 'blog-build, with search',
  pages: 'Pagefind, of the pages',
  records: 'Pagefind, of records',
  minisearch: 'MiniSearch',
  replace: 'MiniSearch, one replaced, all written',
}

const editJob = fileURLToPath(new URL('./edit-job.mjs', import.meta.url))

/** How many of our builds after an edit there are in a round: they differ by less than noise does. */
const editsInRound = 5

/**
 * @param {string} corpus
 * @param {number} posts
 * @returns {SearchContest}
 */
export function beginSearchContest(corpus, posts) {
  const empty = { cold: {}, edited: {}, session: {}, changed: {}, sizes: {}, visits: {}, spelling: {} }
  return { corpus, posts, ...empty, loads: [loadNow()] }
}

/** The system's mean over the last minute. */
function loadNow() {
  return loadavg()[0] ?? 0
}

/**
 * In each round all are measured from cold and after an edit, ours with search and without in turn. Then the indexes
 * are weighed and searched, and last a site that stays open is edited.
 *
 * @param {SearchContest} contest Gets the results.
 * @param {SearchContestOptions} options
 */
export async function holdSearchContest(contest, options) {
  const { runs, edits, folder, say, onRound } = options
  const corpus = corpora[contest.corpus]
  if (!corpus) throw new Error(`There is no corpus ${contest.corpus}.`)
  const own = cannotSearch() === undefined ? ['without', 'with'] : ['without']
  say(`${contest.posts} posts, ${corpus.title}: writing the corpus`)
  for (const name of own)
    layOutSite(join(folder, name), { corpus, posts: contest.posts, isSearched: name === 'with' })
  const all = sentenceEdits(corpus, contest.posts, runs * editsInRound)
  for (let run = 0; run < runs; run++) {
    say(`run ${run + 1} of ${runs}: from cold`)
    indexCold(contest, options, turned(own, run))
    say(`run ${run + 1} of ${runs}: after an edit`)
    const [edit, ...further] = all.slice(run * editsInRound, (run + 1) * editsInRound)
    if (!edit) break
    buildEdited(contest, options, { own: turned(own, run), edit })
    indexEdited(contest, options, edit)
    for (const [at, each] of further.entries())
      buildEdited(contest, options, { own: turned(own, at), edit: each })
    contest.loads.push(loadNow())
    onRound()
  }
  say('visitors')
  await askVisitors(contest, options)
  onRound()
  for (const name of own) {
    say(`${edits} edits of an open site, ${name} search`)
    contest.session[name] = runJob([
      editJob,
      join(folder, name),
      contest.corpus,
      String(contest.posts),
      String(edits),
    ])
    contest.loads.push(loadNow())
    onRound()
  }
  rmSync(folder, { recursive: true })
}

/**
 * @param {string[]} list
 * @param {number} run
 */
function turned(list, run) {
  return run % 2 === 0 ? list : [...list].reverse()
}

/**
 * @param {SearchContest} contest
 * @param {SearchContestOptions} options
 * @param {string[]} own
 */
function indexCold(contest, { folder, installed }, own) {
  for (const name of own) {
    for (const path of [blogBuild.output, ...blogBuild.caches])
      rmSync(join(folder, name, path), { recursive: true, force: true })
    keep(contest.cold, name, built(join(folder, name)))
  }
  writeDocuments(folder, documentsIn(outputOf(folder), '/posts/'))
  for (const name of ['pages', 'records', 'minisearch'])
    keep(contest.cold, name, indexRival(name, { folder, installed, output: join(folder, name) }))
  for (const { name, index, script } of indexesIn(folder)) contest.sizes[name] = sizeOf(index, script)
}

/**
 * @param {SearchContest} contest
 * @param {SearchContestOptions} options
 * @param {{ own: string[], edit: SentenceEdit }} what
 */
function buildEdited({ edited }, { folder }, { own, edit }) {
  for (const name of own) {
    const path = join(folder, name, blogBuild.sources, edit.path)
    writeFileSync(path, edit.change(readFileSync(path, 'utf8')))
    keep(edited, name, built(join(folder, name)))
  }
}

/**
 * The rivals begin again: of both, only MiniSearch could replace a document, if it still had the index in memory.
 *
 * @param {SearchContest} contest
 * @param {SearchContestOptions} options
 * @param {SentenceEdit} edit
 */
function indexEdited(contest, { folder, installed }, edit) {
  const address = `/posts/${slugOf(edit.number)}/`
  const others = readDocuments(folder).filter(({ id }) => id !== address)
  writeDocuments(folder, [documentAt(outputOf(folder), address), ...others])
  for (const name of ['pages', 'records', 'minisearch', 'replace']) {
    const output = join(folder, 'again', name)
    keep(contest.edited, name, indexRival(name, { folder, installed, output }))
    if (name === 'replace') continue
    keep(contest.changed, name, changeBetween(join(folder, name), output))
    rmSync(join(folder, name), { recursive: true })
    cpSync(output, join(folder, name), { recursive: true })
    rmSync(output, { recursive: true })
  }
}

/**
 * A build of ours as a process of its own, from its start to its end.
 *
 * @param {string} site
 * @returns {Cost}
 */
function built(site) {
  const { wall, cpu } = measure(blogBuild.build(site), { cwd: site }).measure
  return { wall, cpu }
}

/**
 * @template T
 * @param {Record<string, T[]>} lists
 * @param {string} name
 * @param {T} sample
 */
function keep(lists, name, sample) {
  lists[name] = [...(lists[name] ?? []), sample]
}
