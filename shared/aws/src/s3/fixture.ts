import * as sdk from '@aws-sdk/client-s3'
import { VirtualClock } from '../clock.ts'
import type { World } from '../service.ts'
import { s3 } from './service.ts'

/** A fresh S3 for one test. */
export interface TestS3 {
  clock: VirtualClock
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read members of every output
  call(operation: string, input: object): any
  /** Makes a bucket and returns its name. */
  bucket(name?: string): string
  /** The error of a call that must fail. */
  failure(operation: string, input: object): Failure
}

/** An SDK exception, with what S3 tells about the error. */
export interface Failure extends Error {
  $metadata: { httpStatusCode: number }
  [member: string]: unknown
}

/** Starts the fake of one account. Tests reach it by `call` only, so any transport can stand in. */
export function startS3({ region = 'us-east-1' } = {}): TestS3 {
  const clock = new VirtualClock()
  const operations = s3.create(worldOf(clock, region), sdk)
  const call = (operation: string, input: object) => operations[operation]!(input)
  return {
    clock,
    call,
    bucket(name = 'weather-archive') {
      call('CreateBucket', { Bucket: name })
      return name
    },
    failure(operation, input) {
      try {
        call(operation, input)
      } catch (error) {
        return error as Failure
      }
      throw new TypeError(`Expected "${operation}" to fail`)
    },
  }
}

/** The bytes of a text. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The text of a `GetObject` body, chunked or not. */
export function text(body: Uint8Array | readonly Uint8Array[]): string {
  return Buffer.concat(body instanceof Uint8Array ? [body] : body).toString()
}

function worldOf(clock: VirtualClock, region: string): World {
  let counter = 0
  return {
    clock,
    region,
    accountId: '123456789012',
    randomHex: (size) => (++counter).toString(16).padStart(size * 2, '0'),
    service: (name) => {
      throw new TypeError(`No service "${name}" in this world`)
    },
  }
}

/** Makes a bucket with versioning and returns its name. */
export function versionedBucket(s3: TestS3, Status = 'Enabled'): string {
  const Bucket = s3.bucket()
  s3.call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status } })
  return Bucket
}
