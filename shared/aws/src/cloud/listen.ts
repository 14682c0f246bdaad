import * as http from 'node:http'
import * as http2 from 'node:http2'
import * as net from 'node:net'
import { CloudError } from './cloud-error.ts'

/** A request in HTTP/1.1 or HTTP/2; Node gives both the same face. */
export type Incoming = http.IncomingMessage | http2.Http2ServerRequest
export type Outgoing = http.ServerResponse | http2.Http2ServerResponse

/** A server that listens. */
export interface Listening {
  port: number
  /** Takes no more connections, gives requests at work `graceMs` to end, and closes the rest. */
  close(graceMs: number): Promise<void>
}

/** A connection on which nothing moves for so long is closed. */
const IDLE_MS = 300_000

/**
 * Listens for HTTP/1.1 and for HTTP/2 without TLS on one port: the SDK's Kinesis client speaks
 * only the latter. Throws `CloudError` when the port cannot be had.
 */
export async function listen(
  { host, port }: { host: string; port: number },
  onRequest: (request: Incoming, response: Outgoing) => void,
): Promise<Listening> {
  const connections = new Connections()
  const tracked = (request: Incoming, response: Outgoing) => {
    connections.occupy(request.socket, response)
    onRequest(request, response)
  }
  const http1 = http.createServer({ maxHeaderSize: 64 * 1024 }, tracked)
  http1.timeout = IDLE_MS
  http1.keepAliveTimeout = IDLE_MS
  http1.on('clientError', refuse)
  // Whoever asks first whether to send its body is told when the body is wanted.
  http1.on('checkContinue', tracked)
  const multiplexed = http2.createServer(tracked)
  const server = net.createServer({ noDelay: true }, (socket) => {
    connections.add(socket)
    // A client that hangs up in the middle is no concern of the server.
    socket.on('error', () => {})
    socket.setTimeout(IDLE_MS, () => socket.destroy())
    void tellProtocol(socket).then((isHttp2) =>
      (isHttp2 ? multiplexed : http1).emit('connection', socket),
    )
  })
  await start(server, { host, port })
  const { port: taken } = server.address() as net.AddressInfo
  return {
    port: taken,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      connections.drain()
      const timer = setTimeout(() => connections.destroy(), graceMs)
      await closed
      clearTimeout(timer)
    },
  }
}

/** The open connections, and how many requests each has at work. */
class Connections {
  readonly #requests = new Map<net.Socket, number>()
  #isDraining = false

  add(socket: net.Socket): void {
    this.#requests.set(socket, 0)
    socket.on('close', () => this.#requests.delete(socket))
  }

  occupy(face: object, response: Outgoing): void {
    // HTTP/2 hands out a stand-in of the socket; the ports tell which one it is.
    const { remotePort } = face as net.Socket
    const socket = [...this.#requests.keys()].find((one) => one.remotePort === remotePort)
    if (!socket) return
    this.#requests.set(socket, this.#requests.get(socket)! + 1)
    response.on('close', () => {
      const requests = this.#requests.get(socket)
      if (requests !== undefined) this.#requests.set(socket, requests - 1)
      if (this.#isDraining) this.drain()
    })
  }

  /** Closes each connection once it has no request at work. */
  drain(): void {
    this.#isDraining = true
    for (const [socket, requests] of this.#requests) if (requests === 0) socket.destroySoon()
  }

  destroy(): void {
    for (const socket of this.#requests.keys()) socket.destroy()
  }
}

/** Tells HTTP/2 by its first three bytes (RFC 9113, section 3.4); no method begins like them. */
function tellProtocol(socket: net.Socket): Promise<boolean> {
  return new Promise((resolve) => {
    let start = ''
    const onReadable = () => {
      const bytes = socket.read() as Buffer | null
      if (!bytes) return
      start += bytes.toString('latin1', 0, 3)
      received.push(bytes)
      if (start.length < 3 && 'PRI'.startsWith(start)) return
      socket.off('readable', onReadable)
      socket.unshift(Buffer.concat(received))
      resolve(start.startsWith('PRI'))
    }
    const received: Buffer[] = []
    socket.on('readable', onReadable)
  })
}

function start(server: net.Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)))
    server.listen({ host, port }, resolve)
  })
}

function listenError({ code, message }: NodeJS.ErrnoException, host: string, port: number): Error {
  if (code === 'EADDRINUSE') {
    return new CloudError(
      `Port ${port} of ${host} is in use; name another with "--port", or 0 for any free one`,
    )
  }
  if (code === 'EACCES') {
    return new CloudError(`Port ${port} of ${host} needs more rights; name another with "--port"`)
  }
  return new CloudError(`Cannot listen on port ${port} of ${host}: ${message}`)
}

function refuse({ code }: NodeJS.ErrnoException, socket: NodeJS.WritableStream): void {
  const isTooLarge = code === 'HPE_HEADER_OVERFLOW'
  const status = isTooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
