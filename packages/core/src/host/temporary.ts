/** Name of a file on its way to its place; `counter` tells those of one process apart. */
export const temporaryName = (pid: number, counter: number): string => `.blog-build-${pid}-${counter}`

/** Whether a file is the leftover of a write that was cut short. */
export const isTemporaryName = (name: string): boolean => /^\.blog-build-\d+-\d+$/.test(name)

/**
 * Name of a folder that holds one version of an output folder, beside it. With a dot, so that servers and
 * searches for content pass it by.
 *
 * @param name Of the output folder.
 */
export const versionName = (name: string, version: number): string => `.${name}.v-${version}`

/** The version that such a name tells, if it is one. */
export function versionOf(name: string, found: string): number | undefined {
  const prefix = `.${name}.v-`
  const digits = found.startsWith(prefix) ? found.slice(prefix.length) : ''
  return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : undefined
}
