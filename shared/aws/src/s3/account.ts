import { hash } from 'node:crypto'
import type { World } from '../service.ts'
import type { S3Errors } from './errors.ts'
import type { Bucket } from './state.ts'

/** What all operations of one account's S3 share. */
export interface S3 {
  world: World
  errors: S3Errors
  buckets: Map<string, Bucket>
  /**
   * The serial number of every version ID ever handed out: S3 tells forged ones from those of
   * deleted versions, and goes on with a listing where one of them was.
   */
  versionIds: Map<string, number>
  /** Key and serial number of every upload ID ever handed out. */
  uploadIds: Map<string, { key: string; serial: number }>
  /** Counts versions and uploads. */
  nextSerial(): number
}

/** The present in milliseconds since 1970, cut to the whole seconds in which S3 tells times. */
export function wholeSecond({ world }: S3): number {
  return Math.floor(world.clock.now() / 1000) * 1000
}

/** The account as owner of buckets and objects: its canonical user ID. */
export function ownerOf({ world }: S3): { ID: string } {
  return { ID: hash('sha256', `canonical user of ${world.accountId}`) }
}

/** The members that have a value: outputs leave the others out. */
export function present<Members extends object>(members: Members): Members {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Members
}

/** An output whose HTTP status says something, as the SDK surfaces it. */
export function withStatus<Output extends object>(httpStatusCode: number, output: Output) {
  return { ...output, $metadata: { httpStatusCode, attempts: 1, totalRetryDelay: 0 } }
}
