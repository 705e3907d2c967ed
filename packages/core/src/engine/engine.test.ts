import { expect, test } from 'vitest'
import type { Store } from '../model.js'
import { createMemoryStore } from '../store/memory.js'
import { CycleError } from './cycle.js'
import { createRevision } from './engine.js'
import { TaskFailed } from './error.js'
import type { Context, Input, Task } from './task.js'

type AnyTask = Task<never, unknown, Context>

/** A world of named texts, and a revision over it that logs what ran. */
function world(cells: Record<string, string>, tasks: readonly unknown[], store: Store = createMemoryStore()) {
  const ran: string[] = []
  const cell: Input = {
    observe: (name) => {
      const value = cells[String(name)]
      return { hash: value === undefined ? 'absent' : `=${value}`, value }
    },
  }
  /** One build: the task is the root of it. */
  const revision = () => {
    const started = createRevision({
      store,
      tasks: async () => tasks as AnyTask[],
      inputs: { cell },
      extend: (context) => context,
      onRun: (key) => ran.push(key),
    })
    return {
      get: async <A, V>(task: Task<A, V>, argument: A): Promise<V> => {
        const opened = await started
        const value = await opened.get(task, argument)
        opened.commit(task, argument)
        return value
      },
    }
  }
  const messages = () => store.withMessages().flatMap((id) => store.messages(id).map(({ text }) => text))
  const take = () => ran.splice(0)
  return { cells, revision, take, messages }
}

const length: Task<string, number> = {
  name: 'length',
  run: (context, name) => ({
    value: String(context.input('cell', name) ?? '').length,
    messages: [{ rule: 'seen', severity: 'info', text: `${name} is ${context.input('cell', name)}` }],
  }),
}

const total: Task<string[], number> = {
  name: 'total',
  run: async (context, names) => {
    const lengths = await context.all(length, names)
    return { value: lengths.reduce((sum, one) => sum + one, 0), messages: [] }
  },
}

const parity: Task<string[], string> = {
  name: 'parity',
  run: async (context, names) => {
    const sum = await context.get(total, names)
    return { value: sum % 2 === 0 ? 'even' : 'odd', messages: [] }
  },
}

const tasks = [length, total, parity]

test('a second revision runs nothing', async () => {
  const { revision, take } = world({ a: 'xx', b: 'y' }, tasks)
  expect(await revision().get(parity, ['a', 'b'])).toBe('odd')
  expect(take()).toEqual(['parity:["a","b"]', 'total:["a","b"]', 'length:"a"', 'length:"b"'])
  expect(await revision().get(parity, ['a', 'b'])).toBe('odd')
  expect(take()).toEqual([])
})

test('early cutoff: a changed input whose answer is equal stops there', async () => {
  const { cells, revision, take } = world({ a: 'xx', b: 'y' }, tasks)
  await revision().get(parity, ['a', 'b'])
  take()
  cells.a = 'zz'
  expect(await revision().get(parity, ['a', 'b'])).toBe('odd')
  expect(take()).toEqual(['length:"a"'])
  cells.a = 'zzzz'
  expect(await revision().get(parity, ['a', 'b'])).toBe('odd')
  expect(take()).toEqual(['length:"a"', 'total:["a","b"]', 'parity:["a","b"]'])
})

test('messages lie beside the value: they are told again by tasks that did not run', async () => {
  const { cells, revision, take, messages } = world({ a: 'xx' }, tasks)
  await revision().get(parity, ['a'])
  take()
  cells.a = 'zz'
  await revision().get(parity, ['a'])
  expect(take()).toEqual(['length:"a"'])
  expect(messages()).toEqual(['a is zz'])
  await revision().get(parity, ['a'])
  expect(take()).toEqual([])
  expect(messages()).toEqual(['a is zz'])
})

test('absence is a read', async () => {
  const { cells, revision, take } = world({}, tasks)
  expect(await revision().get(length, 'later')).toBe(0)
  cells.later = 'here'
  take()
  expect(await revision().get(length, 'later')).toBe(4)
  expect(take()).toEqual(['length:"later"'])
})

test('what is remembered by itself is known again when an earlier state comes back', async () => {
  const costly: Task<string, number> = { ...length, keep: 'memo' }
  const { cells, revision, take } = world({ a: 'x' }, [costly, total])
  await revision().get(total, ['a'])
  cells.a = 'xyz'
  await revision().get(total, ['a'])
  take()
  cells.a = 'x'
  expect(await revision().get(total, ['a'])).toBe(1)
  expect(take()).toEqual(['total:["a"]'])
})

test('a lazy task that nobody asks for any more is not run', async () => {
  const lazy: Task<string, number> = { ...length, name: 'lazy', isLazy: true }
  const chosen: Task<null, number> = {
    name: 'chosen',
    run: async (context) => ({
      value: await context.get(lazy, context.input('cell', 'which') as string),
      messages: [],
    }),
  }
  const { cells, revision, take } = world({ which: 'a', a: 'x', b: 'yy' }, [lazy, chosen])
  await revision().get(chosen, null)
  take()
  Object.assign(cells, { which: 'b', a: 'changed' })
  expect(await revision().get(chosen, null)).toBe(2)
  expect(take()).toEqual(['chosen:null', 'lazy:"b"'])
  cells.b = 'yyy'
  expect(await revision().get(chosen, null)).toBe(3)
  expect(take()).toEqual(['lazy:"b"', 'chosen:null'])
})

test('a task that asks by condition forgets what it no longer asks', async () => {
  const choose: Task<null, number> = {
    name: 'choose',
    run: async (context) => ({
      value: await context.get(length, context.input('cell', 'which') as string),
      messages: [],
    }),
  }
  const { cells, revision, take } = world({ which: 'a', a: 'x', b: 'yy' }, [...tasks, choose])
  expect(await revision().get(choose, null)).toBe(1)
  cells.which = 'b'
  expect(await revision().get(choose, null)).toBe(2)
  take()
  cells.a = 'changed'
  expect(await revision().get(choose, null)).toBe(2)
  expect(take()).toEqual([])
})

test('two readers of one task join: it runs once', async () => {
  const slow: Task<null, number> = {
    name: 'slow',
    run: async () => {
      await new Promise((done) => setTimeout(done, 5))
      return { value: 1, messages: [] }
    },
  }
  const left: Task<null, number> = {
    name: 'left',
    run: async (context) => ({ value: await context.get(slow, null), messages: [] }),
  }
  const both: Task<null, number> = {
    name: 'both',
    run: async (context) => {
      const [a, b] = await Promise.all([context.get(left, null), context.get(slow, null)])
      return { value: a + b, messages: [] }
    },
  }
  const { revision, take } = world({}, [slow, left, both])
  expect(await revision().get(both, null)).toBe(2)
  expect(take().filter((key) => key.startsWith('slow'))).toHaveLength(1)
})

const circle = (name: string, next: string): Task<null, number> => ({
  name,
  run: async (context) => ({
    value: await context.get({ name: next } as Task<null, number>, null),
    messages: [],
  }),
})

test('a circle is an error that names it, the same whoever asked first', async () => {
  const { revision } = world({}, [circle('a', 'b'), circle('b', 'c'), circle('c', 'a')])
  for (const start of ['a', 'b', 'c']) {
    const asked = revision().get({ name: start } as Task<null, number>, null)
    await expect(asked).rejects.toThrow(CycleError)
    await expect(asked).rejects.toThrow('a:null → b:null → c:null → a:null')
  }
})

test('a circle that closes between two tasks that started apart is found too', async () => {
  const start: Task<null, number> = {
    name: 'start',
    run: async (context) => {
      await Promise.all(['a', 'c'].map((name) => context.get({ name } as Task<null, number>, null)))
      return { value: 0, messages: [] }
    },
  }
  const { revision } = world({}, [
    start,
    circle('a', 'b'),
    circle('b', 'c'),
    circle('c', 'd'),
    circle('d', 'a'),
  ])
  await expect(revision().get(start, null)).rejects.toThrow(CycleError)
})

test('a task that throws says which; another revision tries again', async () => {
  const picky: Task<string, string> = {
    name: 'picky',
    run: (context, name) => {
      const value = context.input('cell', name)
      if (value === 'bad') throw new Error('I refuse')
      return { value: String(value), messages: [] }
    },
  }
  const { cells, revision } = world({ a: 'bad' }, [picky])
  await expect(revision().get(picky, 'a')).rejects.toThrow(TaskFailed)
  cells.a = 'good'
  expect(await revision().get(picky, 'a')).toBe('good')
})

test('what readers get is frozen, and no reader sees what another did to it', async () => {
  const list: Task<null, { items: number[]; when: Date }> = {
    name: 'list',
    run: () => ({ value: { items: [1], when: new Date(0) }, messages: [] }),
  }
  const { revision } = world({}, [list])
  const now = revision()
  const first = await now.get(list, null)
  expect(() => first.items.push(2)).toThrow(TypeError)
  first.when.setFullYear(1999)
  expect((await now.get(list, null)).when.getTime()).toBe(0)
})

test('asking after the end is a fault that is named', async () => {
  let late: Promise<unknown> | undefined
  const forgetful: Task<null, number> = {
    name: 'forgetful',
    run: (context) => {
      late = new Promise((done) => setTimeout(done, 1)).then(() => context.get(length, 'a'))
      late.catch(() => {})
      return { value: 1, messages: [] }
    },
  }
  const { revision } = world({ a: '' }, [length, forgetful])
  await revision().get(forgetful, null)
  await expect(late).rejects.toThrow('asked for something after the work had ended')
})

test('a value that the store lost is made again', async () => {
  const store = createMemoryStore()
  const forgetting: Store = { ...store, value: (...place) => (lost ? undefined : store.value(...place)) }
  let lost = false
  const { revision, take } = world({ a: 'xx' }, tasks, forgetting)
  await revision().get(total, ['a'])
  take()
  lost = true
  const asked = revision().get(total, ['a'])
  // The store forgets only once: what is made again is kept.
  await Promise.resolve().then(() => {
    lost = false
  })
  expect(await asked).toBe(2)
})

test('wide groups run in a bounded window and answer in order', async () => {
  let running = 0
  let most = 0
  const busy: Task<number, number> = {
    name: 'busy',
    run: async (_context, argument) => {
      most = Math.max(most, ++running)
      await new Promise((done) => setTimeout(done, 0))
      running--
      return { value: argument, messages: [] }
    },
  }
  const wide: Task<null, number[]> = {
    name: 'wide',
    run: async (context) => ({
      value: await context.all(
        busy,
        Array.from({ length: 200 }, (_, at) => at),
      ),
      messages: [],
    }),
  }
  const { revision } = world({}, [busy, wide])
  expect(await revision().get(wide, null)).toEqual(Array.from({ length: 200 }, (_, at) => at))
  expect(most).toBeLessThanOrEqual(32)
})

test.each([
  ['forward', ['total:["a","b","c"]', 'length:"a"', 'length:"b"', 'length:"c"']],
  ['backward', ['total:["a","b","c"]', 'length:"c"', 'length:"b"', 'length:"a"']],
] as const)('an order %s shows in what runs when, and in no answer', async (order, expected) => {
  const events: string[] = []
  const slow: Task<string, number> = {
    name: 'length',
    async run(context, name) {
      // What comes first takes longest: only one at a time keeps the order.
      await new Promise((resolve) => setTimeout(resolve, { a: 6, b: 3 }[name] ?? 0))
      events.push(`end ${name}`)
      return { value: String(context.input('cell', name)).length, messages: [] }
    },
  }
  const around = <T>(_context: Context, run: () => T, key: string): T => {
    events.push(key)
    return run()
  }
  const cells: Record<string, string> = { a: 'x', b: 'xx', c: 'xxx' }
  const revision = await createRevision({
    store: createMemoryStore(),
    tasks: async () => [slow, total] as unknown as AnyTask[],
    inputs: { cell: { observe: (name) => ({ hash: 'h', value: cells[String(name)] }) } },
    extend: (context) => context,
    order,
    around,
  })
  expect(await revision.get(total, ['a', 'b', 'c'])).toBe(6)
  expect(events.filter((one) => !one.startsWith('end'))).toEqual(expected)
  // Each has ended before the next begins.
  expect(events.slice(1).map((one) => one.startsWith('end'))).toEqual([false, true, false, true, false, true])
})

test('values that are made again all at once are more than memory keeps, and each reader gets its own', async () => {
  const large: Task<number, { text: string }> = {
    name: 'large',
    keep: 'hash',
    run: (_, number) => ({ value: { text: `${number} `.padEnd(90_000, 'x') }, messages: [] }),
  }
  const numbers = Array.from({ length: 200 }, (_, number) => number)
  const all: Task<null, string[]> = {
    name: 'all',
    run: async (context) => {
      const made = await context.all(large, numbers)
      return { value: made.map(({ text }) => text.slice(0, text.indexOf(' '))), messages: [] }
    },
  }
  const { revision } = world({}, [large, all])
  expect(await revision().get(all, null)).toEqual(numbers.map(String))
})
