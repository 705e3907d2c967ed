/** `blog-build explain`: tells why an output was made or not, and what a source led to. Builds nothing. */
import type { Explanation } from '@blog-build/core'
import { colorsFor } from '../colors.js'
import { explanationText, isFound, nothingText } from '../explanation.js'
import { errorText } from '../failure-text.js'

/** The options of the command line, checked. */
export interface ExplainCommandOptions {
  json?: boolean
}

/** The part of `process` that the command uses. */
export interface ExplainWorld {
  stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number }
  stderr: { write(text: string): unknown }
  env: NodeJS.ProcessEnv
  cwd(): string
  exitCode?: number | string | null | undefined
}

/** Asks what is remembered of a root. */
export type Explain = (root: string, target: string, cwd: string) => Promise<Explanation>

const explainSite: Explain = async (root, target, cwd) => {
  const { createSite } = await import('@blog-build/core')
  return createSite({ root }).explain(target, { cwd })
}

/** Exit codes: 0 explained; 1 there is nothing to explain; 3 a fault of the program. */
export async function explain(
  root: string,
  target: string,
  options: ExplainCommandOptions,
  world: ExplainWorld = process,
  ask: Explain = explainSite,
): Promise<void> {
  const { stdout, stderr } = world
  try {
    const explanation = await ask(root, target, cwdOf(world, root))
    if (options.json) stdout.write(`${JSON.stringify(explanation, undefined, 2)}\n`)
    if (!isFound(explanation)) stderr.write(nothingText(explanation, target))
    else if (!options.json) {
      const width = stdout.isTTY ? Math.min(Math.max(stdout.columns || 80, 40), 160) : 100
      stdout.write(explanationText(explanation, { colors: colorsFor(stdout, world.env), width }))
    }
    world.exitCode = isFound(explanation) ? 0 : 1
  } catch (error) {
    stderr.write(`blog-build broke off while it looked for an explanation:\n\n${errorText(error)}\n`)
    world.exitCode = 3
  }
}

/** With `/`, as paths of the site have; the current folder may be gone. */
function cwdOf(world: ExplainWorld, root: string): string {
  try {
    return world.cwd().replaceAll('\\', '/')
  } catch {
    return root
  }
}
