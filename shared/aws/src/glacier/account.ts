import { awsError, type SdkModule, type World } from '../service.ts'
import type { Vault } from './vault.ts'

/** What all operations of one Glacier share. */
export interface Account {
  world: World
  sdk: SdkModule
  /** Whether AWS refuses the account, because it has nothing in Glacier. */
  newCustomer: boolean
  vaults: Map<string, Vault>
  retrievalPolicy: RetrievalPolicy
  /** Units of provisioned capacity, by id, with the times of their purchase. */
  capacity: Map<string, number>
}

/** How much may be retrieved. */
export type RetrievalPolicy =
  | { strategy: 'None' | 'FreeTier' }
  | { strategy: 'BytesPerHour'; bytesPerHour: number }

/** An input of the SDK, whose account id it fills in itself. */
export type Input<Modelled extends { accountId: string | undefined }> = Omit<
  Modelled,
  'accountId'
> & { accountId?: string | undefined }

/** A fresh Glacier without vaults. */
export function freshAccount(parts: Pick<Account, 'world' | 'sdk' | 'newCustomer'>): Account {
  return {
    ...parts,
    vaults: new Map(),
    retrievalPolicy: { strategy: 'None' },
    capacity: new Map(),
  }
}

/** An input with a body, which the transport has collected into bytes. */
export type BodyInput<Modelled extends { accountId: string | undefined; body?: unknown }> = Omit<
  Input<Modelled>,
  'body'
> & { body?: Uint8Array | undefined }

/** The HTTP status of each exception (developer guide, "Error Responses"); others have 400. */
const STATUS: Record<string, number> = {
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  NotImplemented: 501,
}

/** Makes one of Glacier's exceptions, with the `code` and `type` that AWS sends along. */
export function failure(account: Account, name: string, message: string): Error {
  const status = STATUS[name] ?? 400
  return awsError(account.sdk, name, { message, status, data: { code: name, type: 'Client' } })
}

/** The ARN of a vault with this name. */
export function vaultArn({ world }: Account, name: string): string {
  return `arn:aws:glacier:${world.region}:${world.accountId}:vaults/${name}`
}

/** The path that AWS gives as the location of something new. */
export function location({ world }: Account, ...path: string[]): string {
  return ['', world.accountId, 'vaults', ...path].join('/')
}

/** An id as AWS makes them: characters safe in URLs, four for three bytes. */
export function newId({ world }: Account, bytes: number): string {
  return Buffer.from(world.randomHex(bytes), 'hex').toString('base64url')
}

/** A time as Glacier writes it, as in "2012-03-20T17:03:43.221Z". */
export function isoDate(time: number): string {
  return new Date(time).toISOString()
}
