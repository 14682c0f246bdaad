import { isDeepStrictEqual } from 'node:util'
import type {
  DeleteThingShadowRequest,
  DeleteThingShadowResponse,
  GetThingShadowRequest,
  GetThingShadowResponse,
  UpdateThingShadowRequest,
  UpdateThingShadowResponse,
} from '@aws-sdk/client-iot-data-plane'
import { Uint8ArrayBlobAdapter } from '@smithy/core/serde'
import { failure } from './account.ts'
import type { DataPlaneAccount, JsonObject, Shadow } from './data-plane-account.ts'

/**
 * Get-, Update- and DeleteThingShadow. A shadow needs no thing in the registry. Metadata and the
 * messages on `$aws/things/...` are not emulated.
 */
export function thingShadowOperations(account: DataPlaneAccount) {
  return {
    /** GetThingShadow (SDK text): with the delta between desired and reported, if there is one. */
    GetThingShadow(input: GetThingShadowRequest): GetThingShadowResponse {
      const { state, version, timestamp } = findShadow(account, input)
      const delta = difference(state?.desired ?? {}, state?.reported ?? {})
      const whole = Object.keys(delta).length > 0 ? { ...state, delta } : state
      return { payload: json({ state: whole, version, timestamp }) }
    },

    /**
     * UpdateThingShadow (SDK text): merges the state, where null removes. A version that is not the
     * current one is refused with ConflictException (developer guide, "Device Shadow").
     */
    UpdateThingShadow(input: UpdateThingShadowRequest): UpdateThingShadowResponse {
      const document = parse(account, input.payload)
      const known = account.shadows.get(keyOf(input)) ?? { state: undefined, version: 0 }
      if (document.version !== undefined && document.version !== known.version) {
        const message = `Version conflict: the version is ${known.version}`
        throw failure(account, 'ConflictException', message)
      }
      const shadow: Shadow = {
        state: merged(known.state ?? {}, document.state),
        version: known.version + 1,
        timestamp: Math.floor(account.world.clock.now() / 1000),
      }
      account.shadows.set(keyOf(input), shadow)
      const { version, timestamp } = shadow
      return { payload: json({ state: document.state, version, timestamp }) }
    },

    /** DeleteThingShadow (SDK text): its version goes on if it is made again. */
    DeleteThingShadow(input: DeleteThingShadowRequest): DeleteThingShadowResponse {
      const shadow = findShadow(account, input)
      const timestamp = Math.floor(account.world.clock.now() / 1000)
      account.shadows.set(keyOf(input), { ...shadow, state: undefined })
      return { payload: json({ version: shadow.version, timestamp }) }
    },
  }
}

function findShadow(account: DataPlaneAccount, input: GetThingShadowRequest): Shadow {
  const shadow = account.shadows.get(keyOf(input))
  if (shadow?.state) return shadow
  const message = `No shadow exists with name: '${input.thingName}'`
  throw failure(account, 'ResourceNotFoundException', message)
}

function keyOf({ thingName, shadowName = '' }: GetThingShadowRequest): string {
  return `${thingName}/${shadowName}`
}

function parse(account: DataPlaneAccount, payload: Uint8Array | undefined) {
  try {
    const document = JSON.parse(Buffer.from(payload ?? '').toString())
    if (isObject(document) && isObject(document['state'])) {
      return document as { state: JsonObject; version?: number }
    }
  } catch {
    // Refused below, as every other text that is no shadow document.
  }
  const message = 'The payload must be a JSON object with a state'
  throw failure(account, 'InvalidRequestException', message)
}

function merged(base: JsonObject, changes: JsonObject): JsonObject {
  const result = { ...base }
  for (const [name, value] of Object.entries(changes)) {
    const before = result[name]
    if (value === null) delete result[name]
    else result[name] = isObject(value) ? merged(isObject(before) ? before : {}, value) : value
  }
  return result
}

function difference(desired: JsonObject, reported: JsonObject): JsonObject {
  const entries = Object.entries(desired).flatMap(([name, value]) => {
    const other = reported[name]
    if (isDeepStrictEqual(value, other)) return []
    return [[name, isObject(value) && isObject(other) ? difference(value, other) : value]]
  })
  return Object.fromEntries(entries)
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function json(document: object): Uint8ArrayBlobAdapter {
  return Uint8ArrayBlobAdapter.fromString(JSON.stringify(document))
}
