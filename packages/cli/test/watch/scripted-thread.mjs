// @ts-nocheck: Node runs it as it stands here.
// Stands for the thread of a site: does what the paths say that are told to have changed.
import { parentPort, workerData } from 'node:worker_threads'

const numbers = new Int32Array(workerData.memory, 0, 8)
/** Says it as the thread that was opened here. */
const tell = (said) => parentPort.postMessage({ key: workerData.key, said })
const superseded = 4
const begun = 5
const build = (status, more) => ({ status, messages: [], ...more })
let survey

// As a plugin might: it must not keep the thread.
setInterval(() => {}, 1000)

parentPort.on('message', ({ id, ask, given: changed }) => {
  const say = (value) => tell({ id, value })
  if (ask === 'close') process.exit(0)
  if (ask === 'warm') {
    globalThis.isWarm = true
    return say(undefined)
  }
  if (ask === 'survey') {
    survey = { say }
    return
  }
  survey?.say(['/late'])
  survey = undefined
  const told = changed ?? ['everything']
  const answer = (status, more) =>
    say({ build: build(status, { told, isWarm: globalThis.isWarm === true, ...more }), looked: ['/looked'] })
  if (told.includes('/code')) return answer('stale')
  if (told.includes('/config')) return answer('config')
  if (told.includes('/wait')) {
    const timer = setInterval(() => {
      if (Atomics.load(numbers, superseded) !== id) return
      clearInterval(timer)
      answer('superseded')
    }, 5)
    return
  }
  if (told.includes('/publish')) {
    tell({ publishing: id })
    const waited = Atomics.wait(numbers, begun, 0, 20_000)
    return answer('published', { waited, begun: Atomics.load(numbers, begun) === id })
  }
  answer('published')
})
