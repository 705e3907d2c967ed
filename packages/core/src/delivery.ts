/** The way of a site to its output folder: a stage while it is made, then one publish. */
import { posix } from 'node:path'
import { resolveOutput } from './host/node.js'
import type { Made, MakeOptions } from './made.js'
import type { Host, Message, Output } from './model.js'
import { outputPathOf } from './pipeline/permalink.js'
import { atLeisure } from './publish/commit.js'
import { outputsOf, outputsStand, readLatest } from './publish/manifest.js'
import type { Target } from './publish/place.js'
import { type Published, publish } from './publish/publish.js'
import type { FilesChange } from './publish/published.js'
import { openStage, type Stage } from './publish/stage.js'
import { stateOf } from './publish/version.js'
import type { SiteOptions } from './site-options.js'

/** What was published, and what was said on the way. */
export interface Delivered extends Published {
  outputs: readonly Output[]
  messages: Message[]
  files: FilesChange
}

/** How to publish. */
export interface PublishHow {
  /** Errors stand: what vanished keeps its last good bytes. */
  keepVanished: boolean
  /** Files that did not change need not be looked at. */
  isQuick: boolean
  /** Told right before the first file is replaced or removed. */
  onPublish?(): void
}

/** Where one build leaves its files. */
export interface Delivery {
  /** Absolute path of the output folder. */
  out: string
  /** Takes each page as it is rendered, so that none has to be rendered again to be written. */
  onPage: NonNullable<MakeOptions['onPage']>
  /** Publishes the site; if the messages have an error, nothing was touched. */
  publish(made: Made, options: PublishHow): Promise<Delivered>
  /** Forgets what was staged: nothing is to be published. */
  discard(): void
}

/** What a delivery needs to know. */
export interface DeliveryOptions {
  host: Host
  options: SiteOptions
  /** As configured: absolute, or relative to the root. */
  out: string
  /** See `Target`. */
  readOnly: boolean
}

/** Where the output folder lies. */
export function outputFolder({ host, root }: SiteOptions, out: string): string {
  const folder = posix.resolve(root, out)
  return host ? folder : resolveOutput(folder)
}

/** Opens the output folder for one build, after what an earlier one left half done is completed or undone. */
export async function openDelivery({ host, options, out, readOnly }: DeliveryOptions): Promise<Delivery> {
  const { root, adopt = false, durable = false, swap = false } = options
  const target: Target = { host, root, out: outputFolder(options, out), durable, swap, readOnly }
  const stage = await openStage(target)
  const encoder = new TextEncoder()
  return {
    out: target.out,
    onPage({ permalink }, html, hash) {
      const path = outputPathOf(permalink).value
      if (path !== undefined) stage.put({ path, hash }, encoder.encode(html))
    },
    async publish(made, { keepVanished }) {
      const standing = stage.failure === undefined ? standingOutputs(target, stage, made) : undefined
      if (standing) {
        // Pages may have been rendered again all the same, where the last build could not keep them.
        forget(stage)
        return { ...nothingDone(standing.length), outputs: standing, messages: [], files: noFiles }
      }
      const outputs = await made.outputs()
      const { generation, bytes } = made
      const { value, messages } = await publish({
        ...target,
        outputs,
        bytes,
        adopt,
        stage,
        generation,
        keepVanished,
      })
      return { ...value, outputs, messages, files: noFiles }
    },
    discard: () => forget(stage),
  }
}

/** If the disk does not let it go, the next build throws it away. */
function forget(stage: Stage): void {
  if (stage.isUsed()) atLeisure(stage.discard)
}

/** The outputs, where the folder holds just these already; found without listing what the site consists of. */
function standingOutputs(target: Target, { places }: Stage, { generation }: Made): Output[] | undefined {
  const { manifest, isOther } = readLatest(target.host, places)
  if (manifest?.generation !== generation) return undefined
  // A record that is to be written here instead.
  if (isOther && target.readOnly !== true) return undefined
  const isLink = stateOf(target).kind === 'link'
  if (isLink !== target.swap) return undefined
  return outputsStand(target.host, target.out, manifest) ? outputsOf(manifest) : undefined
}

function nothingDone(unchanged: number): Published {
  return {
    changed: { added: [], changed: [], removed: [] },
    written: 0,
    unchanged,
    removed: 0,
    bytesWritten: 0,
  }
}

const noFiles: FilesChange = { isWhole: false, set: [], removed: [] }
