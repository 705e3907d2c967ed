/**
 * Runs an ES module given as text, without a file. The same text under the same name is the same
 * module. Imports in it must be absolute `file:` URLs or builtins: a `data:` URL has no folder.
 *
 * @param name Shown in stack traces, at the start of the long URL.
 */
export async function runText(code: string, name: string): Promise<Record<string, unknown>> {
  // Node ignores `sourceURL` in modules; a parameter of the media type is seen in traces.
  const label = name.replace(/[^\w./@-]/g, '_')
  const body = Buffer.from(code).toString('base64')
  const url = `data:text/javascript;name=${label};base64,${body}`
  return (await import(/* @vite-ignore */ url)) as Record<string, unknown>
}

/** Imports through a `data:` module, so that test runners and bundlers leave the file as it is. */
export async function importUrl(url: string): Promise<Record<string, unknown>> {
  const { load } = await runText('export const load = (url) => import(url)', 'load')
  return (load as (url: string) => Promise<Record<string, unknown>>)(url)
}
