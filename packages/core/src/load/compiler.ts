/** The process that esbuild works in: one for each thread, started when code is bundled. */

/**
 * Ends it, for a thread that has loaded its code, or is about to end: a thread that is ended does not wait for its
 * processes, and they would stay in the list of the system until ours ends too. To load again starts another.
 */
export async function endCompiler(): Promise<void> {
  const { stop } = await import('esbuild')
  await stop()
}
