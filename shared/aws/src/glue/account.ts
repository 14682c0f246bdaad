import { awsError, type SdkModule, type World } from '../service.ts'
import type { Catalog } from './catalog/catalog.ts'
import type { StoredClassifier } from './crawlers/classifiers.ts'
import type { Crawler } from './crawlers/crawler.ts'

/** What all operations of one Glue share. */
export interface Account {
  world: World
  sdk: SdkModule
  catalog: Catalog
  /** By name. */
  crawlers: Map<string, Crawler>
  /** By name, in the order of their creation. */
  classifiers: Map<string, StoredClassifier>
  /** By ARN: the tags of every resource that can have some. */
  tags: Map<string, Map<string, string>>
}

/** A Glue with nothing in it. */
export function emptyAccount(world: World, sdk: SdkModule): Account {
  return {
    world,
    sdk,
    catalog: { databases: new Map() },
    crawlers: new Map(),
    classifiers: new Map(),
    tags: new Map(),
  }
}

/** Makes one of Glue's exceptions. */
export function failure(account: Account, name: string, message: string): Error {
  return awsError(account.sdk, name, { message })
}

/** Makes the exception for input that Glue does not take. */
export function invalidInput(account: Account, message: string): Error {
  return failure(account, 'InvalidInputException', message)
}

/** Makes the exception for a name or id that nothing has. */
export function notFound(account: Account, message: string): Error {
  return failure(account, 'EntityNotFoundException', message)
}

/** Makes the error for a parameter that this fake knows of but does not act on. */
export function notEmulated(account: Account, what: string): Error {
  return awsError(account.sdk, 'UnknownOperationException', {
    message: `${what} is not emulated`,
    status: 501,
  })
}

/** Refuses the first of the named members that is present in `input`. */
export function refuseMembers(account: Account, input: object, members: string[]): void {
  for (const [member, value] of Object.entries(input)) {
    const isPresent = value !== undefined && value !== null && value !== false
    if (isPresent && members.includes(member)) throw notEmulated(account, `The member "${member}"`)
  }
}

/** The members that have a value: an update leaves the others alone. */
export function present<Members extends object>(members: Members): Partial<Members> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<Members>
}

/** The ARN of a resource of this account, as in `crawler/rides`. */
export function arnOf({ world }: Account, resource: string): string {
  return `arn:aws:glue:${world.region}:${world.accountId}:${resource}`
}
