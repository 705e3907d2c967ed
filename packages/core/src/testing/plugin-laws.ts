/** The laws of plugins under random edits: whatever is edited, an incremental build is what a clean one is. */
import type { Plugin } from '../hooks/hook.js'
import { broken } from './lawful.js'
import { createRandom } from './random.js'
import { firstFiles, type NamedEdit, randomEdit } from './random-edits.js'
import type { PluginTest } from './test-plugin.js'
import { createTestSite, type TestSite } from './test-site.js'
import type { TestWorld, WorldState } from './test-world.js'

/** What a plugin is tested in; the files come beside three posts and a page. */
export interface PluginLawsOptions extends PluginTest {
  /** Edits of what only this plugin reads; every third edit is one of them. @default none */
  edits?: readonly TestWorld[]
  /** How many sites are edited. @default 2 */
  sites?: number
  /** How often each is edited and built. @default 12 */
  builds?: number
  /** Another one gives other edits. @default 1 */
  seed?: number
}

/** What was done: that a test has shown something can be tested too. */
export interface LawsReport {
  builds: number
  /** Builds without errors. */
  published: number
  /** How often hooks and tasks of the plugin ran in incremental builds, by name: `emit`, `tasks.words`. */
  ran: Record<string, number>
}

interface Step extends NamedEdit {
  /** A new process builds. */
  isRestart: boolean
}

/**
 * Edits sites at random (posts come, change and go; fields, bodies, configuration, time) and compares each build
 * with a clean one, whose work is done in another order each time.
 *
 * @param makePlugin Called for each site and each clean build, so that none knows what another has kept.
 * @throws Error if one differs: what differs, who is to blame, and the fewest edits that were found to lead there.
 */
export async function testPluginLaws(
  makePlugin: () => Plugin,
  options: PluginLawsOptions = {},
): Promise<LawsReport> {
  const { edits = [], sites = 2, builds = 12, seed = 1, ask, ...given } = options
  const world = { ...given, files: { ...firstFiles, ...given.files } }
  const report: LawsReport = { builds: 0, published: 0, ran: {} }
  for (let run = 0; run < sites; run++) {
    const random = createRandom(seed * 1000 + run)
    const next = (past: readonly WorldState[]): Step => ({
      ...randomEdit(random, past, edits),
      isRestart: random.below(4) === 0,
    })
    const site = createTestSite(makePlugin, world, ask)
    const failure = await follow(site, builds, next, report)
    if (failure === undefined) continue
    const few = await fewest(failure, () => createTestSite(makePlugin, world, ask))
    throw new Error(inWords(site.name, seed, few))
  }
  if (report.published > 0) return report
  throw new Error(
    `No site could be built without errors, so that nothing was compared. Mend what the first one says:\n${await errorsOf(createTestSite(makePlugin, world, ask))}`,
  )
}

async function errorsOf(site: TestSite): Promise<string> {
  const { messages } = (await site.build()).build
  const errors = messages.filter(({ severity }) => severity === 'error')
  return errors.map(({ path, text }) => (path === undefined ? text : `${path}: ${text}`)).join('\n')
}

interface Failure {
  steps: Step[]
  problem: string
}

/** Builds, edits, and builds again, until something differs. */
async function follow(
  site: TestSite,
  builds: number,
  next: (past: readonly WorldState[], at: number) => Step,
  report?: LawsReport,
): Promise<Failure | undefined> {
  const past: WorldState[] = []
  const steps: Step[] = []
  for (let at = 0; at <= builds; at++) {
    if (at > 0) {
      const step = next(past, at - 1)
      steps.push(step)
      if (step.isRestart) site.restart()
      site.edit(step.edit)
    }
    past.push(site.state())
    const found = await site.build()
    if (report) count(report, found.build.status, at > 0 ? found.ran : [])
    const problem = await broken(site, found, [at % 2 === 0 ? 'forward' : 'backward'])
    if (problem !== undefined) return { steps, problem }
  }
  return undefined
}

function count(report: LawsReport, status: string, ran: readonly string[]): void {
  report.builds++
  if (status === 'published') report.published++
  for (const name of ran.map((one) => one.split(' ')[0] ?? '')) report.ran[name] = (report.ran[name] ?? 0) + 1
}

/** Leaves out each edit that the failure does not need. */
async function fewest(failure: Failure, open: () => TestSite): Promise<Failure> {
  let found = failure
  for (let at = found.steps.length - 1; at >= 0; at--) {
    const steps = found.steps.filter((_, place) => place !== at)
    const again = await follow(open(), steps.length, (_, place) => steps[place] as Step)
    if (again) found = again
  }
  return found
}

function inWords(name: string, seed: number, { steps, problem }: Failure): string {
  const list = steps.map(({ what, isRestart }, at) => `  ${at + 1}. ${isRestart ? 'restart, ' : ''}${what}`)
  const edits = list.length === 0 ? 'Already the first build differs.' : `After\n${list.join('\n')}`
  return `Plugin \`${name}\` breaks the law of builds (seed ${seed}). ${edits}\n${problem}`
}
