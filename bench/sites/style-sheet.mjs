/** The style sheet of blog-build's theme, for generators that get it as a finished file. */
import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../packages/theme/styles/', import.meta.url)

/** All sheets of the theme, one after the other. */
export function styleSheet() {
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
}
