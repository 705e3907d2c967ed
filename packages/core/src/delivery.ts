/** The way of a site to its output folder: a stage while it is made, then one publish. */
import { posix } from 'node:path'
import { HostError } from './host/error.js'
import { resolveOutput } from './host/node.js'
import type { Made, MakeOptions } from './made.js'
import type { Host, Message, Output } from './model.js'
import { fittingOutputs } from './pipeline/output.js'
import { outputPathOf } from './pipeline/permalink.js'
import { atLeisure } from './publish/commit.js'
import { createLedger, type Ledger } from './publish/ledger.js'
import { outputsOf, outputsStand } from './publish/manifest.js'
import type { Target } from './publish/place.js'
import { publish } from './publish/publish.js'
import { type FilesChange, nothingDone, type Published } from './publish/published.js'
import { openStage, type Stage } from './publish/stage.js'
import { stateOf } from './publish/version.js'
import type { SiteOptions } from './site-options.js'

/** What was published, and what was said on the way. */
export interface Delivered extends Published {
  outputs: readonly Output[]
  /** What the output folder holds that it did not hold after the last build of this site. */
  files: FilesChange
  messages: Message[]
}

/** How to publish; each is false or absent by default. */
export interface DeliverOptions {
  /** Outputs that vanished stay in place, while errors stand. They stay ours. */
  keepVanished?: boolean
  /** Nobody else changed the output folder since the last build of this site: see `PublishOptions`. */
  isQuick?: boolean
  /** Told right before the first file in the output folder is replaced or removed, if one is. */
  onPublish?: (() => void) | undefined
}

/** Where one build leaves its files. */
export interface Delivery {
  /** Absolute path of the output folder. */
  out: string
  /** Takes each page as it is rendered, so that none has to be rendered again to be written. */
  onPage: NonNullable<MakeOptions['onPage']>
  /** Takes each file that a task of a plugin gives, likewise. */
  onFile: NonNullable<MakeOptions['onFile']>
  /** Publishes the site; if the messages have an error, nothing was touched. */
  publish(made: Made, options?: DeliverOptions): Promise<Delivered>
  /** Forgets what was staged: nothing is to be published. */
  discard(): void
}

/** What one build tells of its way. */
export interface DeliveryRequest {
  /** As configured: absolute, or relative to the root. */
  out: string
  /** See `Target`. */
  readOnly: boolean
}

/** All ways of one site to its output folder, one build after the other. */
export interface Deliveries {
  /**
   * Opens the output folder for one build, after what an earlier one left half done is completed or undone. To be
   * called with the lock of the project in hand, until the build has published; so is `rest`.
   */
  open(request: DeliveryRequest): Promise<Delivery>
  /** Whether the disk does not say yet what the output folder holds. */
  isBehind(): boolean
  /** Writes to the disk what its record of the output folder does not say yet. Does nothing where it says all. */
  rest(): Promise<void>
}

/** Where the output folder lies. */
export function outputFolder({ host, root }: SiteOptions, out: string): string {
  const folder = posix.resolve(root, out)
  return host ? folder : resolveOutput(folder)
}

/** Begins to deliver a site. Nothing is looked at yet. */
export function createDeliveries({ host, options }: { host: Host; options: SiteOptions }): Deliveries {
  const { root, durable = false, swap = false } = options
  const ledger = createLedger()
  return {
    async open({ out, readOnly }) {
      const target: Target = { host, root, out: outputFolder(options, out), durable, swap, readOnly }
      return createDelivery({
        target,
        ledger,
        adopt: options.adopt === true,
        stage: await openStage(target),
      })
    },
    isBehind: () => ledger.behind !== undefined,
    rest: () => rest(ledger),
  }
}

async function rest(ledger: Ledger): Promise<void> {
  if (ledger.behind === undefined) return
  const stage = await openStage(ledger.behind)
  try {
    const { manifest } = await ledger.prove(stage)
    if (ledger.behind !== undefined && manifest !== undefined) ledger.write(stage, manifest)
  } catch (error) {
    // What the record says is old, not wrong: the next build looks at everything.
    if (!(error instanceof HostError)) throw error
    ledger.forget()
  }
  forget(stage)
}

interface Way {
  target: Target
  ledger: Ledger
  adopt: boolean
  stage: Stage
}

function createDelivery(way: Way): Delivery {
  const { target, ledger, stage, adopt } = way
  const encoder = new TextEncoder()
  // What is made later is made for somebody who asks for it, and the stage may be that of another build by then.
  let isOver = false
  const put = (path: string, body: string | Uint8Array, hash: string) => {
    if (!isOver) stage.put({ path, hash }, typeof body === 'string' ? encoder.encode(body) : body)
  }
  return {
    out: target.out,
    onPage({ permalink }, html, hash) {
      const path = outputPathOf(permalink).value
      if (path !== undefined) put(path, html, hash)
    },
    onFile: put,
    async publish(made, options = {}) {
      const standing = await standingOutputs(way, made, options.isQuick === true)
      if (standing) {
        isOver = true
        // Pages may have been rendered again all the same, where the last build could not keep them.
        forget(stage)
        return { ...nothingDone(standing.length), outputs: standing, files: ledger.change(), messages: [] }
      }
      const all = await made.outputs()
      isOver = true
      const { generation, bytes, clashes } = made
      // Nobody could lay down the others: they keep what they have.
      const outputs = options.keepVanished && clashes.length > 0 ? fittingOutputs(all) : all
      const areChecked = clashes.length === 0
      const asked = { ...target, ...options, outputs, areChecked, bytes, adopt, stage, ledger, generation }
      const { value, messages } = await publish(asked)
      return { ...value, outputs: all, files: messages.length > 0 ? noChange : ledger.change(), messages }
    },
    discard() {
      isOver = true
      forget(stage)
    },
  }
}

const noChange: FilesChange = { isWhole: false, set: [], removed: [] }

/** If the disk does not let it go, the next build throws it away. */
function forget(stage: Stage): void {
  if (stage.isUsed()) atLeisure(stage.discard)
}

/** What `standingIn` says; where the disk fails, `publish` is to tell. */
async function standingOutputs(way: Way, made: Made, isQuick: boolean): Promise<Output[] | undefined> {
  if (way.stage.failure !== undefined) return undefined
  try {
    return await standingIn(way, made, isQuick)
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    way.ledger.forget()
    return undefined
  }
}

/** The outputs, where the folder holds just these already; found without listing what the site consists of. */
async function standingIn(
  { target, ledger, stage }: Way,
  { generation }: Made,
  isQuick: boolean,
): Promise<Output[] | undefined> {
  const { manifest, isOther, isHeld } = isQuick ? ledger.read(stage) : await ledger.prove(stage)
  if (manifest?.generation !== generation) return undefined
  // A record that is to be written here instead.
  if (isOther && target.readOnly !== true) return undefined
  const isLink = stateOf(target).kind === 'link'
  if (isLink !== target.swap) return undefined
  if (isQuick && isHeld) return outputsOf(manifest)
  if (!outputsStand(target.host, target.out, manifest)) return undefined
  if (ledger.behind) ledger.write(stage, manifest)
  else ledger.hold(stage, manifest)
  return outputsOf(manifest)
}
