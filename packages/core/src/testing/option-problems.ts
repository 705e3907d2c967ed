/** What the schema of a plugin says of options. */
import type { Plugin } from '../hooks/hook.js'
import { configurePlugins } from '../load/plugins.js'

/** What is wrong with an option. */
export interface OptionProblem {
  /** Dotted path of the option, such as `taxonomies.tags.base`; empty if it is the options as a whole. */
  option: string
  /** As users read it. */
  message: string
}

/** Checks the options of a plugin as a build does. Nothing else of it runs. */
export async function optionProblems(plugin: Plugin): Promise<OptionProblem[]> {
  const { messages } = await configurePlugins({
    preset: [],
    own: [plugin],
    // A build points into the configuration file here.
    whereIs: ([, ...option]) => ({ path: option.join('.') }),
  })
  return messages
    .filter(({ rule }) => rule === 'plugin-option' || rule === 'plugin-failed')
    .map(({ path: option = '', text: message }) => ({ option, message }))
}
