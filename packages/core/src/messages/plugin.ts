/** What is said of plugins at work. */
import { message, type Where } from '../messages.js'
import type { Message } from '../model.js'

/** Which call a message speaks of. */
interface CallText {
  hook: string
  /** Path of the file that it was about. */
  path?: string
  /** The address of a page, or the name of a task. */
  at?: string
  /** What a task was asked for. */
  on?: string
}

/**
 * A hook or a task of a plugin threw or rejected.
 *
 * @param where The line of the plugin that it was thrown from, where that is known.
 */
export function pluginFailed(
  plugin: string,
  { hook, path, at = path, on }: CallText,
  reason: string,
  where: Where = {},
): Message {
  return {
    ...message(
      'error',
      'plugin-failed',
      { ...(path === undefined ? {} : { path }), ...where },
      `Plugin \`${plugin}\` failed in ${partText(hook, at, on)}: ${reason}`,
      'Mend the plugin or its options, or take it out of the configuration.',
    ),
    plugin,
  }
}

/**
 * Code changed what all code shares.
 *
 * @param suspects Whoever was at work; one of them did it.
 * @param changed Such as `Array.prototype.map`.
 */
export function pluginChangedGlobals(suspects: readonly AtWork[], changed: readonly string[]): Message {
  const all = shortList(changed.map((name) => `\`${name}\``))
  const withoutPage = ({ at, ...work }: AtWork) => (work.hook === 'tasks' && at ? { ...work, at } : work)
  const named = suspects.length === 1 ? suspects : suspects.map(withoutPage)
  const who = [...new Set(named.map((work) => workText(work)))].sort()
  const text =
    who.length === 1
      ? `${who[0]} changed ${all}, which all code shares.`
      : `${all}, which all code shares, was changed by one of these: ${shortList(
          who.map((one) => one.replace(/,$/, '')),
          '; ',
        )}.`
  const said = message(
    'error',
    'plugin-changed-globals',
    {},
    text,
    'It was put back. Keep what the code needs in variables of its own.',
  )
  return ofWork(who.length === 1 ? suspects[0] : undefined, said)
}

/** At most five of a list. */
function shortList(items: readonly string[], between = ', '): string {
  const shown = items.slice(0, 5).join(between)
  return items.length > 5 ? `${shown} and ${items.length - 5} more` : shown
}

/**
 * A plugin gave something that can't be kept, or something else than the hook should give.
 *
 * @param field Where in the value it stands; `''` for the value itself.
 */
export function pluginValue(
  plugin: string,
  { hook, path, at = path, on }: CallText,
  field: string,
  found: string,
  expected = 'plain data: JSON, Date and Uint8Array',
): Message {
  return {
    ...message(
      'error',
      'plugin-value',
      path === undefined ? {} : { path },
      `Plugin \`${plugin}\` gave ${found} from ${partText(hook, at, on)}${field === '' ? '' : `, at \`${shortField(field)}\``}.`,
      `Give ${expected}.`,
    ),
    plugin,
  }
}

/** What is nested without end has a path without end. */
function shortField(field: string): string {
  return field.length > 120 ? `${field.slice(0, 60)}…${field.slice(-20)}` : field
}

/** Somebody asks for a task that a plugin does not have: the plugin itself, or who uses a service of it. */
export function pluginUnknownTask(plugin: string, task: string, known: readonly string[]): Message {
  return {
    ...message(
      'error',
      'plugin-unknown-task',
      {},
      `Plugin \`${plugin}\` was asked for its task \`${task}\`, which it does not have.`,
      known.length > 0
        ? `Its tasks are ${known.map((name) => `\`${name}\``).join(', ')}.`
        : 'Add it to `tasks`.',
    ),
    plugin,
  }
}

/** Tasks wait for each other: a plugin asks, through its own tasks, for what is made of its answer. */
export function taskCycle(tasks: readonly string[]): Message {
  return message(
    'error',
    'task-cycle',
    {},
    `These wait for each other: ${[...tasks, tasks[0]].join(' → ')}.`,
    'Let one of them do without the answer of the next; a plugin is named where it is part of the circle.',
  )
}

/** Code that is at work, as far as a message speaks of it: see `Activity` of the hooks. */
interface AtWork {
  code: 'configuration' | 'layout' | 'plugin'
  name?: string
  hook?: string
  at?: string
}

/**
 * Code did not come to an end, and its thread was ended.
 *
 * @param work Nothing if nobody knows what it was at.
 * @param seconds How long it was given; nothing if it can never come to one, because nothing is left to wait for.
 * @param isLate The site had been built before.
 */
export function pluginStuck(work: AtWork | undefined, seconds: number | undefined, isLate = false): Message {
  const how =
    seconds === undefined
      ? 'waits for a promise that will never settle'
      : `has not come to an end for ${seconds} s, and was stopped`
  const began = work ? ` ${workText(work)} began it.` : ''
  const late = `The site was built, but then something ${how}.${began}`
  return ofWork(
    work,
    message(
      'error',
      'plugin-stuck',
      {},
      isLate ? late : `${work ? workText(work) : 'The build'} ${how}.`,
      'Look there for a loop that never ends, or an `await` of what never settles.',
    ),
  )
}

/**
 * Code took its thread down with it.
 *
 * @param reason What is known of how, as a part of a sentence.
 * @param isLate The site had been built before.
 */
export function pluginBrokeOff(work: AtWork | undefined, reason: string, isLate = false): Message {
  const what = isLate ? 'The site was built, but then' : 'The build broke off:'
  const who = work
    ? `${workText(work)} ${isLate ? 'began it' : 'was at work'}`
    : 'Nobody knows whose code it was'
  return ofWork(
    work,
    message(
      'error',
      'plugin-broke-off',
      {},
      `${what} ${reason}. ${who}.`,
      'Mend that code; to stop a build, let it throw, and wait for all that it begins.',
    ),
  )
}

function ofWork({ code, name }: Partial<AtWork> = {}, said: Message): Message {
  if (name === undefined) return said
  return code === 'plugin' ? { ...said, plugin: name } : { ...said, path: name }
}

/** Such as ``Plugin `shout`, in its hook `emit`,``. */
function workText({ code, name, hook, at }: AtWork): string {
  if (code === 'configuration') return 'The configuration, or a plugin or layout that is loaded with it,'
  const on = at === undefined ? '' : ` on ${at}`
  if (code === 'layout') return `Layout \`${name}\`, in its \`${hook}\`${on},`
  if (hook === 'remark' || hook === 'rehype') return `Plugin \`${name}\`${on}`
  return `Plugin \`${name}\`, in ${partText(hook, at)},`
}

function partText(hook: string | undefined, at: string | undefined, on?: string): string {
  if (hook === 'tasks') return `its task \`${at}\`${on === undefined ? '' : ` for ${on}`}`
  if (hook === 'options') return 'the schema of its options'
  if (hook === 'compute') return `the module of its \`compute\`, ${at}`
  return `its hook \`${hook}\`${at === undefined ? '' : ` on ${at}`}`
}
