/**
 * The door for tests of plugins. It needs no test framework, and everything is in memory:
 *
 * ```ts
 * import { testPlugin } from '@blog-build/core/testing'
 *
 * const built = await testPlugin(shout(), { files: { 'content/posts/a.md': '# A' }, config: { title: 'Notes' } })
 * assert.equal(built.outputs['hello.txt'], 'NOTES')
 * ```
 */
export { type OptionProblem, optionProblems } from './testing/option-problems.js'
export { type LawsReport, type PluginLawsOptions, testPluginLaws } from './testing/plugin-laws.js'
export type { Question } from './testing/question.js'
export { type PluginTest, type TestBuild, type TestPage, testPlugin } from './testing/test-plugin.js'
export type { TestWorld } from './testing/test-world.js'
