import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { NoSuchKey, S3Client } from '@aws-sdk/client-s3'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test } from 'vitest'
import { loadService, sdkClass, sdkOf, serviceNames, serviceOfClient } from './registry.ts'

describe('loadService', () => {
  test.each([...serviceNames])(
    'loads %s under its own name, with a client of the SDK',
    async (name) => {
      const service = await loadService(name)
      const sdk = await service.sdk()
      expect(service.name).toBe(name)
      expect(sdk[service.client]).toBeTypeOf('function')
      expect(serviceOfClient(service.client)).toBe(name)
    },
  )

  test('loads a service once', () => {
    expect(loadService('S3')).toBe(loadService('S3'))
  })

  test.each(['Outposts', 'constructor', 'toString'])('refuses "%s"', (name) => {
    expect(() => loadService(name)).toThrow(`The embedded AWS has no service "${name}"`)
    expect(() => sdkOf(name)).toThrow(RangeError)
  })
})

describe('serviceNames', () => {
  test('stands in alphabetical order', () => {
    expect(serviceNames).toEqual([...serviceNames].toSorted())
  })
})

describe('serviceOfClient', () => {
  test.each([
    ['S3Client', 'S3'],
    ['DynamoDBClient', 'DynamoDB'],
    ['DynamoDBDocumentClient', 'DynamoDB'],
    ['DynamoDBDocument', 'DynamoDB'],
  ])('knows that %s speaks to %s', (client, service) => {
    expect(serviceOfClient(client)).toBe(service)
  })
})

describe('sdkClass', () => {
  test('finds the very classes that an import gives', () => {
    expect(sdkClass('S3Client')).toBe(S3Client)
    expect(sdkClass('DynamoDBClient')).toBe(DynamoDBClient)
    expect(sdkClass('DynamoDBDocumentClient')).toBe(DynamoDBDocumentClient)
  })

  test('finds exceptions of packages in use', () => {
    sdkOf('S3')
    expect(sdkClass('NoSuchKey')).toBe(NoSuchKey)
    expect(sdkClass('NoSuchThing')).toBeUndefined()
  })
})
