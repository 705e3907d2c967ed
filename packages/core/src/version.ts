/** Which version makes the values of a build: what another one remembered is not used. */
import { buildId } from './build-id.js'

const { node, icu, unicode, tz } = process.versions

/** Our own code, and what of Node it leans on: the texts of dates come from its tables. */
export const version = [buildId, node, icu, unicode, tz].join(' ')
