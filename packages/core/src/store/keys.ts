/** Keys by number and numbers by key. Loaded keys stay bytes until somebody asks for their text. */

/** The keys of a graph, numbered from 0. */
export interface Keys {
  size(): number
  /** -1 if it was never added. */
  find(key: string): number
  /** The number of a key, new or known. */
  add(key: string): number
  text(id: number): string
  /** Keys of a name, the part before their colon, in the order of their numbers. */
  named(name: string): readonly number[]
  /** What `load` takes: hashes, names and texts of some keys. */
  columns(ids: readonly number[]): KeyColumns
  /** All keys, as they lie here. */
  whole(): KeyColumns
}

/** Keys as columns, each of one length, or longer with nothing in the rest. */
export interface KeyColumns {
  hashes: Int32Array
  names: string[]
  nameOf: Uint16Array
  lengths: Uint32Array
  /** UTF-8, one after the other. */
  bytes: Uint8Array
  /** Keys behind those that have their text among the bytes. @default none */
  added?: readonly string[]
  /** Where each is found. @default that is found out */
  table?: Int32Array
}

/** Creates a table, with the keys of columns under the numbers from 0 on. */
export function createKeys(loaded?: KeyColumns): Keys {
  const { buffer, byteOffset, byteLength } = loaded?.bytes ?? new Uint8Array()
  const source = Buffer.from(buffer, byteOffset, byteLength)
  const lengths = loaded?.lengths ?? new Uint32Array()
  const starts = startsOf(lengths)
  const names = new Map<string, number>((loaded?.names ?? []).map((name, at) => [name, at]))
  const texts: string[] = []
  texts.length = lengths.length
  for (const key of loaded?.added ?? []) texts.push(key)
  let size = texts.length
  let nameOf = grown(loaded?.nameOf ?? new Uint16Array(), size + 1024)
  let hashes = grown(loaded?.hashes ?? new Int32Array(), size + 1024)
  /** Where each key is found: made when one is looked for. */
  let found = loaded?.table
  /** Keys by name, up to where they are listed: many names are asked for, and one pass serves all. */
  const listed: (number[] | undefined)[] = []
  let end = 0

  const text = (id: number): string => {
    texts[id] ??= source.toString('utf8', starts[id], starts[id + 1])
    return texts[id]
  }
  const nameNumber = (name: string): number => {
    if (!names.has(name)) names.set(name, names.size)
    return names.get(name) as number
  }
  const tableNow = (): Int32Array => {
    found ??= tableOf(hashes, size)
    return found
  }
  const slotOf = (table: Int32Array, key: string, hash: number): number => {
    const mask = table.length - 1
    let slot = hash & mask
    for (let at = table[slot] as number; at !== 0; at = table[slot] as number) {
      if (hashes[at - 1] === hash && text(at - 1) === key) return slot
      slot = (slot + 1) & mask
    }
    return slot
  }

  return {
    size: () => size,
    find(key) {
      const table = tableNow()
      return (table[slotOf(table, key, hashOfText(key))] as number) - 1
    },
    add(key) {
      const table = tableNow()
      const hash = hashOfText(key)
      const slot = slotOf(table, key, hash)
      if (table[slot] !== 0) return (table[slot] as number) - 1
      const id = size++
      hashes = grown(hashes, size)
      nameOf = grown(nameOf, size)
      texts[id] = key
      hashes[id] = hash
      nameOf[id] = nameNumber(nameIn(key))
      table[slot] = size
      if (size * 2 > table.length) found = undefined
      return id
    },
    text,
    named(name) {
      for (; end < size; end++) {
        const of = nameOf[end] as number
        listed[of] ??= []
        listed[of].push(end)
      }
      return listed[nameNumber(name)] ?? []
    },
    columns: (ids) => {
      const encoded = ids.map((id) => Buffer.from(text(id)))
      return {
        hashes: Int32Array.from(ids, (id) => hashes[id] as number),
        names: [...names.keys()],
        nameOf: Uint16Array.from(ids, (id) => nameOf[id] as number),
        lengths: Uint32Array.from(encoded, ({ length }) => length),
        bytes: Buffer.concat(encoded),
      }
    },
    whole: () => ({
      hashes,
      names: [...names.keys()],
      nameOf,
      lengths,
      bytes: source,
      added: texts.slice(lengths.length, size),
      table: tableNow(),
    }),
  }
}

/** A typed array of at least that length, with what the given one holds; doubled when it must grow. */
export function grown<T extends Int32Array | Uint16Array | Uint8Array | Float64Array>(
  array: T,
  length: number,
): T {
  if (array.length >= length) return array
  const larger = new (array.constructor as new (length: number) => T)(Math.max(length, array.length * 2))
  larger.set(array)
  return larger
}

function nameIn(key: string): string {
  const colon = key.indexOf(':')
  return colon < 0 ? key : key.slice(0, colon)
}

function startsOf(lengths: Uint32Array): Uint32Array {
  const starts = new Uint32Array(lengths.length + 1)
  for (let id = 0; id < lengths.length; id++)
    starts[id + 1] = (starts[id] as number) + (lengths[id] as number)
  return starts
}

/** Open addressing, at most half full: number + 1 of a key, or 0. */
function tableOf(hashes: Int32Array, size: number): Int32Array {
  let length = 4096
  while (length < size * 3) length *= 2
  const table = new Int32Array(length)
  for (let id = 0; id < size; id++) {
    let slot = (hashes[id] as number) & (length - 1)
    while (table[slot] !== 0) slot = (slot + 1) & (length - 1)
    table[slot] = id + 1
  }
  return table
}

/** FNV-1a over UTF-16 units, with the bits mixed once more: neighbouring keys must not be neighbours here. */
function hashOfText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return hash ^ (hash >>> 13)
}
