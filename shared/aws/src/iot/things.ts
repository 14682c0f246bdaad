import type {
  CreateThingRequest,
  CreateThingResponse,
  DeleteThingRequest,
  DescribeThingRequest,
  DescribeThingResponse,
  ListThingsRequest,
  ListThingsResponse,
} from '@aws-sdk/client-iot'
import { type Account, failure, pageOf, type Thing } from './account.ts'

/** Create-, Describe-, List- and DeleteThing, without types, groups and billing. */
export function thingOperations(account: Account) {
  return {
    /** CreateThing (SDK text): again with the same attributes, it answers the same. */
    CreateThing({ thingName, attributePayload }: CreateThingRequest): CreateThingResponse {
      if (!thingName || !/^[\w:-]{1,128}$/.test(thingName)) {
        throw failure(account, 'InvalidRequestException', `Invalid name: "${thingName ?? ''}"`)
      }
      const attributes = { ...attributePayload?.attributes }
      const known = account.things.get(thingName)
      if (known && JSON.stringify(known.attributes) !== JSON.stringify(attributes)) {
        const message = `Thing ${thingName} already exists with different attributes`
        throw failure(account, 'ResourceAlreadyExistsException', message)
      }
      const id = account.world.randomHex(16)
      const thing = known ?? { name: thingName, id, attributes, version: 1 }
      account.things.set(thingName, thing)
      return { thingName, thingArn: arnOf(account, thing), thingId: thing.id }
    },

    /** DescribeThing (SDK text). */
    DescribeThing({ thingName }: DescribeThingRequest): DescribeThingResponse {
      const thing = account.things.get(thingName ?? '')
      if (!thing) {
        throw failure(account, 'ResourceNotFoundException', `Thing ${thingName} not found`)
      }
      const { name, id, attributes, version } = thing
      return {
        thingName: name,
        defaultClientId: name,
        thingId: id,
        thingArn: arnOf(account, thing),
        attributes: { ...attributes },
        version,
      }
    },

    /** ListThings (SDK text), by attribute if one is named. */
    ListThings(input: ListThingsRequest): ListThingsResponse {
      const { attributeName: name, attributeValue: value, usePrefixAttributeValue } = input
      const all = [...account.things.values()].filter(({ attributes }) => {
        if (name === undefined) return true
        const found = attributes[name]
        return usePrefixAttributeValue ? found?.startsWith(value ?? '') : found === value
      })
      const { entries, ...token } = pageOf(all, input, 250)
      const things = entries.map((thing) => ({
        thingName: thing.name,
        thingArn: arnOf(account, thing),
        attributes: { ...thing.attributes },
        version: thing.version,
      }))
      return { things, ...token }
    },

    /** DeleteThing (SDK text): succeeds also when there is none. */
    DeleteThing({ thingName, expectedVersion }: DeleteThingRequest): object {
      const thing = account.things.get(thingName ?? '')
      if (thing && expectedVersion !== undefined && thing.version !== expectedVersion) {
        const message = `The version of ${thingName} is ${thing.version}, not ${expectedVersion}`
        throw failure(account, 'VersionConflictException', message)
      }
      account.things.delete(thingName ?? '')
      return {}
    },
  }
}

function arnOf({ world }: Account, { name }: Thing): string {
  return `arn:aws:iot:${world.region}:${world.accountId}:thing/${name}`
}
