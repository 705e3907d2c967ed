import { createServer, type Server } from 'node:http'
import { createServer as createNetServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, expect, test } from 'vitest'
import { ListenError, type Listening, listen } from './listen.js'

const open: { close(): unknown }[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

const make = () => createServer((_, response) => response.end('ours'))
const hasSix = Object.values(networkInterfaces()).some((list) =>
  list?.some(({ address }) => address === '::1'),
)

async function start(place: Parameters<typeof listen>[1]): Promise<Listening> {
  const listening = await listen(make, place)
  open.push(...listening.servers)
  return listening
}

function take(host: string, port = 0): Promise<number> {
  const server = createNetServer()
  open.push(server)
  return new Promise((resolve) =>
    server.listen(port, host, () => resolve((server.address() as { port: number }).port)),
  )
}

const addresses = (servers: Server[]) =>
  servers.map((server) => (server.address() as { address: string }).address)

test.each(['127.0.0.1', 'localhost', 'blog.localhost'])(
  'F13 %s is this machine only, by both of its addresses',
  async (host) => {
    const { servers, port, urls } = await start({ host, port: 0, isPortFixed: true })
    expect(addresses(servers)).toEqual(hasSix ? ['127.0.0.1', '::1'] : ['127.0.0.1'])
    expect(urls).toEqual([`http://localhost:${port}/`])
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('ours')
    if (hasSix) expect(await (await fetch(`http://[::1]:${port}/`)).text()).toBe('ours')
  },
)

test('F13 another address is listened on alone', async () => {
  const { servers } = await start({ host: '0.0.0.0', port: 0, isPortFixed: true })
  expect(addresses(servers)).toEqual(['0.0.0.0'])
})

test.each(['127.0.0.1', ...(hasSix ? ['::1'] : [])])(
  'F19 a port that is taken on %s is not free',
  async (host) => {
    const taken = await take(host)
    await expect(start({ host: 'localhost', port: taken, isPortFixed: true })).rejects.toThrow(
      `Port ${taken} is taken by another program.`,
    )
    const { port } = await start({ host: 'localhost', port: taken, isPortFixed: false })
    expect(port).toBeGreaterThan(taken)
    expect(port).toBeLessThan(taken + 20)
  },
)

test('F19 an address that is none of this machine is an error with a remedy', async () => {
  const failed = await start({ host: '203.0.113.7', port: 0, isPortFixed: false }).catch(
    (error: unknown) => error,
  )
  expect(failed).toBeInstanceOf(ListenError)
  expect(failed).toMatchObject({
    message: expect.stringContaining('"203.0.113.7"'),
    remedy: expect.stringContaining('--host'),
  })
})
