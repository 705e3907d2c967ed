import type { Message, Result } from '../model.js'
import { checkOutputs } from '../pipeline/output.js'
import { differenceOf } from './difference.js'
import type { Known, Ledger } from './ledger.js'
import { checkFolder, type Plan, type PlanInput, toPlan } from './plan.js'
import type { PublishOptions } from './publish.js'
import type { Stage } from './stage.js'

/** A publish that was checked and planned. */
export interface Draft {
  options: PublishOptions
  stage: Stage
  ledger: Ledger
  known: Known
  plan: Plan
  /** Whether files are only replaced, and all others are known to be right: see `replaceFiles`. */
  isReplacement: boolean
}

/**
 * Checks and plans a publish; nothing is touched.
 *
 * @returns Errors where it is refused.
 * @throws HostError if the disk fails.
 */
export async function draft(
  options: PublishOptions,
  stage: Stage,
  ledger: Ledger,
): Promise<Result<Draft | undefined>> {
  const isQuick = options.isQuick === true
  const known = isQuick ? ledger.read(stage) : await ledger.prove(stage)
  const drafted = draftOf({ options, stage, ledger }, known)
  // What is known is changed in place, so that no time is written which is not proven.
  if (isQuick && known.isHeld && drafted.value?.isReplacement === false) await ledger.prove(stage)
  return drafted
}

type Request = Pick<Draft, 'options' | 'stage' | 'ledger'>

function draftOf(request: Request, known: Known): Result<Draft | undefined> {
  const { options } = request
  const { manifest } = known
  const isQuick = options.isQuick === true && known.isHeld
  const difference = differenceOf(options.outputs, manifest?.files ?? new Map())
  // What stands side by side in the folder was checked when it came there.
  const areChecked = isQuick && !difference.hasNew && !difference.hasTwins
  const clashes = areChecked || options.areChecked === true ? [] : checkOutputs(options.outputs)
  if (clashes.length > 0) return refused(clashes)
  const input: PlanInput = { ...options, manifest, difference, isQuick }
  const refusals = checkFolder(input)
  if (refusals.length > 0) return refused(refusals)
  const { plan, messages } = toPlan(input)
  if (messages.length > 0) return refused(messages)
  const isReplacement = isQuick && areReplaced(options, plan)
  return { value: { ...request, known, plan, isReplacement }, messages: [] }
}

function refused(messages: Message[]): Result<undefined> {
  return { value: undefined, messages }
}

/** Whether nothing comes and nothing goes. */
function areReplaced({ swap, durable, keepVanished }: PublishOptions, plan: Plan): boolean {
  const { hasNew, vanished, removeFirst, steps } = plan
  if (swap === true || durable === true || hasNew || removeFirst.length > 0) return false
  return (vanished.length === 0 || keepVanished === true) && steps.every(({ exists }) => exists)
}
