/** The door for configurations: the plugin. */
export { formatVersion } from './format/files.js'
