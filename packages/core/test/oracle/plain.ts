/** The task table evaluated by a plain map of memos: no engine, no store, no traces. */
import { hashOf } from '../../src/engine/codec.js'
import { type Context, type Input, keyOf, type Task, type TaskReference } from '../../src/engine/task.js'
import { sortMessages } from '../../src/messages.js'
import type { Host, Message, Result } from '../../src/model.js'
import type { PublishedAsset } from '../../src/pipeline/asset.js'
import { type BuildContext, extendContext } from '../../src/pipeline/context.js'
import { publicFiles } from '../../src/pipeline/file-tasks.js'
import type { LoadedCode } from '../../src/pipeline/inputs.js'
import { createInputs } from '../../src/pipeline/inputs.js'
import { checkOutputs, withSources } from '../../src/pipeline/output.js'
import { publicPath } from '../../src/pipeline/public-file.js'
import {
  asset,
  bytesOfEmitted,
  emitted,
  emittedOutputs,
  html,
  index,
  otherOutputs,
  pageOutputs,
  pages,
  site,
  tasks,
} from '../../src/pipeline/tasks.js'

/** All files of the site and all messages, made in the simplest way there is. */
export async function buildPlainly(host: Host, root: string, code: LoadedCode, now: number) {
  const memos = new Map<string, Promise<Result<unknown>>>()
  const inputs: Record<string, Input> = createInputs(host, root, { isSame: false, get: () => code }, now)
  const table = new Map(tasks.map((task) => [task.name, task as Task<never, unknown, BuildContext>]))

  const evaluate = (name: string, argument: unknown): Promise<Result<unknown>> => {
    const key = keyOf(name, argument)
    let memo = memos.get(key)
    if (!memo) {
      const task = table.get(name) as Task<never, unknown, BuildContext>
      memo = Promise.resolve().then(() => task.run(extendContext(context), argument as never))
      memos.set(key, memo)
    }
    return memo
  }
  const valueAt = async (name: string, argument: unknown) => copy((await evaluate(name, argument)).value)
  const context: Context = {
    get: <A, V>(task: TaskReference<A, V>, argument: A) => valueAt(task.name, argument) as Promise<V>,
    all: <A, V>(task: TaskReference<A, V>, list: readonly A[]) =>
      Promise.all(list.map((argument) => valueAt(task.name, argument))) as Promise<V[]>,
    hashes: (task, list) =>
      Promise.all(
        list.map(async (argument) => {
          const { value } = await evaluate(task.name, argument)
          return hashOf(value === undefined ? '' : JSON.stringify(value))
        }),
      ),
    input: (name, argument) => inputs[name]?.observe(argument).value,
  }

  const parts = await context.get(site, null)
  const ofPages = await context.all(pageOutputs, [...parts.pages.keys()])
  const shards = parts.emitted.flatMap(({ plugin, shards }) =>
    [...shards.keys()].map((shard) => ({ plugin, shard })),
  )
  const ofPlugins = await context.all(emittedOutputs, shards)
  const outputs = [...ofPages.flat(), ...ofPlugins.flat(), ...(await context.get(otherOutputs, null))]
  const files = new Map<string, string>()
  const planned = await context.get(pages, null)
  for (const output of outputs) files.set(output.path, await bytesOf(output))
  for (const [key, memo] of memos) {
    if (!key.startsWith(`${asset.name}:`)) continue
    const published = (await memo).value as PublishedAsset | undefined
    const source = JSON.parse(key.slice(asset.name.length + 1)) as string
    if (!published || files.has(published.path)) continue
    files.set(published.path, text(host.read(`${root}/${published.source ?? source}`)))
    outputs.push({ path: published.path, hash: '', owner: 'asset', url: `/${published.path}` })
  }
  const { byId } = await context.get(index, null)
  const messages: Message[] = checkOutputs(
    withSources(outputs, planned, byId, await context.get(publicFiles, null)),
  )
  for (const memo of memos.values()) messages.push(...(await memo).messages)
  return { files, messages: sortMessages(messages) }

  async function bytesOf({
    path,
    url,
    owner,
  }: {
    path: string
    url: string
    owner: string
  }): Promise<string> {
    if (owner === 'public') {
      const file = (await context.get(publicFiles, null)).find((one) => publicPath(one) === path)
      return text(host.read(`${root}/public/${file}`))
    }
    if (owner === 'styles') return text(code.styles?.files.find((file) => file.path === path)?.bytes)
    const page = planned.find(({ permalink }) => permalink === url)
    if (page) return (await context.get(html, page)) ?? ''
    const file = (await context.get(emitted, owner)).find((one) => one.path === path)
    return text(file && bytesOfEmitted(file))
  }
}

/** Dates and bytes as well; a reader that changes what it got must not reach the others. */
function copy<T>(value: T): T {
  return structuredClone(value)
}

export function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString()
}
