import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler'
import { collectBody, type SendArguments, withChecksums, withStream } from './bodies.ts'

/** One call of an AWS operation, as a client made it: after serializing, inside the SDK's retry. */
export interface AwsCall {
  /** The client's class, as in `S3Client`. */
  clientName: string
  /** AWS's name of the operation, as in `PutObject`. */
  operation: string
  input: Record<string, unknown>
  signal?: AbortSignal
}

/** Answers an AWS call with the operation's output, or rejects with the SDK's exception. */
export type AwsHandler = (call: AwsCall) => Promise<object>

interface CommandLike {
  clientCommand?: CommandLike
  middlewareStack: {
    add(middleware: unknown, options: object): void
    addRelativeTo(middleware: unknown, options: object): void
  }
}

interface ClientLike {
  config: { signer?: unknown }
}

/** Nobody verifies the signature of a request that is never sent, and it costs half of a call. */
const SIGNS_NOTHING = async () => ({ sign: async (request: object) => request })

const handlers = new WeakMap<object, AwsHandler>()
const patched = new WeakSet<object>()
let fallback: AwsHandler | undefined

/**
 * Sends every call of `client`, and of document clients made from it, to `handler`. A mock of the
 * client's class, which a test may set up in this process, has no say in it.
 */
export function handleCallsOf(client: ClientLike, handler: AwsHandler): void {
  patchClientClass(client.constructor)
  handlers.set(client.config, handler)
  unmock(client)
}

/** Gives `client` the SDK's own `send`: a mock of its class has no say in it any more. */
export function unmock(client: ClientLike): void {
  const send = clientPrototype(client.constructor)?.send
  Object.defineProperty(client, 'send', { value: send, configurable: true, writable: true })
}

/**
 * Sends the calls of every other client to `handler`; undefined lets them reach the network.
 * Returns what was in force before.
 */
export function handleOtherCalls(handler: AwsHandler | undefined): AwsHandler | undefined {
  const before = fallback
  fallback = handler
  return before
}

/** Makes the clients of an SDK package interceptable. */
export function patchClientClasses(sdk: Record<string, unknown>): void {
  for (const name of Object.keys(sdk)) if (name.endsWith('Client')) patchClientClass(sdk[name])
}

/**
 * Makes the clients of a class interceptable. A middleware on each command's own stack sits
 * inside retries and signing, and outside (un)marshalling, so `maxAttempts`, paginators, waiters,
 * document clients and a student's own middleware behave as they do against AWS.
 */
export function patchClientClass(clientClass: unknown): void {
  const prototype = clientPrototype(clientClass)
  if (!prototype || patched.has(prototype)) return
  patched.add(prototype)
  const send = prototype.send
  prototype.send = function (
    this: ClientLike,
    command: CommandLike,
    options: unknown,
    done: unknown,
  ) {
    const handler = handlers.get(this.config) ?? fallback
    if (handler) {
      this.config.signer = SIGNS_NOTHING
      interceptCommand(command, handler, signalOf(options))
    }
    return send.call(this, command, options, done)
  }
}

/**
 * Refuses whatever tries to leave by HTTP: nothing that passes by the middleware reaches a host.
 * Returns what lifts the refusal.
 */
export function refuseHttp(): () => void {
  const prototypes = [NodeHttpHandler.prototype, NodeHttp2Handler.prototype]
  const originals = prototypes.map((prototype) =>
    Object.getOwnPropertyDescriptor(prototype, 'handle')!,
  )
  for (const prototype of prototypes) {
    prototype.handle = async ({ hostname }: { hostname: string }) => {
      const error = new Error(`No request leaves the workshop: "${hostname}" was not contacted`)
      error.name = 'NetworkRefused'
      throw error
    }
  }
  return () => {
    prototypes.forEach((prototype, i) => Object.defineProperty(prototype, 'handle', originals[i]!))
  }
}

type Send = (this: ClientLike, command: CommandLike, options: unknown, done: unknown) => unknown

/** The class all clients of the SDK extend: the one below `Object` that has `send` of its own. */
function clientPrototype(clientClass: unknown): { send: Send } | undefined {
  if (typeof clientClass !== 'function') return undefined
  let prototype = clientClass.prototype as object | null
  let found: { send: Send } | undefined
  while (prototype && prototype !== Object.prototype) {
    if (Object.hasOwn(prototype, 'send')) found = prototype as { send: Send }
    prototype = Object.getPrototypeOf(prototype) as object | null
  }
  return found
}

function interceptCommand(
  command: CommandLike,
  handler: AwsHandler,
  signal: AbortSignal | undefined,
) {
  const { middlewareStack } = command.clientCommand ?? command
  const place = command.clientCommand
    ? { relation: 'after', toMiddleware: 'DocumentUnmarshall' }
    : { relation: 'before', toMiddleware: 'deserializerMiddleware' }
  middlewareStack.addRelativeTo(answerFrom(handler, signal), {
    ...place,
    name: 'workshopGateway',
    override: true,
  })
  const beforeRetries = { step: 'initialize', priority: 'low', override: true }
  middlewareStack.add(collectBody, { ...beforeRetries, name: 'workshopCollectBody' })
  middlewareStack.add(fillIdempotencyToken, { ...beforeRetries, name: 'workshopIdempotencyToken' })
}

function answerFrom(handler: AwsHandler, signal: AbortSignal | undefined) {
  return (_next: unknown, context: { clientName: string; commandName: string }) =>
    async ({ input, request }: SendArguments) => {
      const operation = context.commandName.replace(/Command$/, '')
      const output = (await handler({
        clientName: context.clientName,
        operation,
        input: withChecksums(input, request?.headers ?? {}),
        ...(signal ? { signal } : {}),
      })) as Record<string, unknown>
      return { output: withStream(operation, output), response: { statusCode: 200, headers: {} } }
    }
}

function signalOf(options: unknown): AbortSignal | undefined {
  const signal = (options as { abortSignal?: unknown } | undefined)?.abortSignal
  return signal instanceof AbortSignal ? signal : undefined
}

/**
 * The SDK fills a missing idempotency token while it serializes, which is past the gateway's sight;
 * a retry must carry the same one, so it is filled here.
 */
function fillIdempotencyToken(
  next: (args: SendArguments) => Promise<unknown>,
  { commandName }: { commandName: string },
) {
  return (args: SendArguments) => {
    const { input } = args
    if (commandName !== 'TransactWriteItemsCommand' || input['ClientRequestToken'] !== undefined) {
      return next(args)
    }
    return next({ ...args, input: { ...input, ClientRequestToken: crypto.randomUUID() } })
  }
}
