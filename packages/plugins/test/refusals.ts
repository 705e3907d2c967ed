import type { Plugin } from '@blog-build/core/plugin'
import { optionProblems } from '@blog-build/core/testing'

/** What is said of wrong options, all of it in one text; `''` if they will do. */
export async function refusals(plugin: Plugin): Promise<string> {
  return (await optionProblems(plugin)).map(({ message }) => message).join('\n')
}
