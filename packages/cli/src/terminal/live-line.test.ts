import { expect, test } from 'vitest'
import { createLiveLine } from './live-line.js'

const start = '\r\u001b\\[K'

/** A terminal that knows as much as the line needs: what is on it, line by line. */
function terminal() {
  const lines = ['']
  const writes: string[] = []
  const write = (text: string) => {
    writes.push(text)
    for (const part of text.split(new RegExp(`(${start}|\n)`))) {
      if (part === '\n') lines.push('')
      else if (part === '\r\u001b[K') lines[lines.length - 1] = ''
      else lines[lines.length - 1] += part
    }
  }
  return { lines, writes, screen: { write, isTTY: true, columns: 80 } }
}

test('it rewrites itself, and what is printed stays above it', () => {
  const { lines, screen } = terminal()
  const line = createLiveLine(screen)
  line.show('one')
  line.print('first')
  line.print('second\nthird\n')
  line.show('two')
  expect(lines).toEqual(['first', 'second', 'third', 'two'])
  line.show('')
  line.print('fourth')
  expect(lines).toEqual(['first', 'second', 'third', 'fourth', ''])
})

test('each change is one write, and no change is none', () => {
  const { writes, screen } = terminal()
  const line = createLiveLine(screen)
  line.show('one')
  line.show('one')
  line.print('')
  line.print('above')
  line.show('two')
  expect(writes).toHaveLength(3)
})

test('without a line it only writes', () => {
  const { writes, screen } = terminal()
  createLiveLine(screen).print('text')
  expect(writes).toEqual(['text\n'])
})
