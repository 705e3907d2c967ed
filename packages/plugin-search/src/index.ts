/** The door for configurations: the plugin. */
export { type SearchOptions, type SearchTexts, standardWeights } from './options.js'
export { indexFolder, search } from './plugin.js'
export type { FieldWeights } from './records/record.js'
