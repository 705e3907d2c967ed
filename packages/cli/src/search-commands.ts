/** `search` and `search eval` on the command line. */
import { type Command, Option } from 'commander'
import { rootOf, timeoutOption, withSiteOptions } from './command-options.js'
import type { SearchOptions } from './commands/search.js'
import type { SearchEvalOptions } from './commands/search-eval.js'
import { filter, hits, text, tolerance } from './option-values.js'

/** What is called. */
export interface SearchCommands {
  search(root: string, query: string, options: SearchOptions): Promise<void>
  searchEval(root: string, options: SearchEvalOptions): Promise<void>
}

/** Without quotes, the second word is taken to be the root. */
const manyWords = 'A query of several words stands in quotes.'

/** Adds both to the program. */
export function addSearch(
  program: Command,
  shell: { cwd(): string },
  { search, searchEval }: SearchCommands,
): void {
  const command = program
    .command('search')
    // What stands behind `eval` is for it.
    .enablePositionalOptions()
    .summary('search the site, or measure how good its search is')
    .usage('<query> [root] [options]\n       blog-build search eval [root] [options]')
    .description(
      'Searches what the content is now, as a visitor would. Publishes nothing. Exit codes: 0 found, 1 nothing ' +
        'found or errors in the content, 2 usage or configuration, 3 internal.',
    )
    .argument('<query>', 'words, "exact phrases" and -words that a page must not have', text('The query'))
  withRun(withSiteOptions(command))
    .option('--limit <n>', 'greatest number of hits (default: 5)', hits)
    .option('--filter <field=value>', 'only pages with this value, such as tags=erlang; repeatable', filter)
    .addOption(new Option('--sort <order>', 'relevance or date').choices(['relevance', 'date']))
    .action((query: string, root: string, options: SearchOptions) =>
      search(rootOf(program, shell, root, manyWords), query, options),
    )
  addEval(command, (root, options) => searchEval(rootOf(program, shell, root), options))
}

function addEval(search: Command, searchEval: SearchCommands['searchEval']): void {
  const command = search
    .command('eval')
    .summary('measure the search by judged queries')
    .usage('[root] [options]')
    .description(
      'Measures the search by the queries of `search.queries.yml` and compares it with the earlier run. Exit codes: ' +
        '0 measured, 1 a regression or errors in the content, 2 usage, configuration or a mistake in the queries, 3 internal.',
    )
  withRun(withSiteOptions(command))
    .option(
      '--queries <file>',
      'judged queries, relative to the root (default: search.queries.yml)',
      text('The file'),
    )
    .option(
      '--baseline <file>',
      'earlier run to compare with, relative to the root (default: one in the cache)',
      text('The file'),
    )
    .option('--update', 'keep this run as the earlier one, be it better or worse')
    .option('--tolerance <x>', 'what the mean nDCG@10 may fall by, from 0 to 1 (default: 0.01)', tolerance)
    .option('--report <folder>', 'write a report, relative to the root', text('The folder'))
    .option('--seed', 'draft a file of queries to be judged, and measure nothing')
    // Options that both have may stand before `eval` too.
    .action((root: string, _: unknown, own: Command) => searchEval(root, own.optsWithGlobals()))
}

function withRun(command: Command): Command {
  return command
    .addOption(timeoutOption())
    .option('--json', 'write the outcome as one JSON document to stdout')
}
