/** Name of a file on its way to its place; `counter` tells those of one process apart. */
export const temporaryName = (pid: number, counter: number): string => `.blog-build-${pid}-${counter}`

/** Whether a file is the leftover of a write that was cut short. */
export const isTemporaryName = (name: string): boolean => /^\.blog-build-\d+-\d+$/.test(name)
