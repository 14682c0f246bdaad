import type { TopicRule } from '@aws-sdk/client-iot'
import { awsError, type SdkModule, type World } from '../service.ts'

/** A thing of the registry. */
export interface Thing {
  name: string
  id: string
  attributes: Record<string, string>
  version: number
}

/** What all operations of one IoT share. */
export interface Account {
  world: World
  sdk: SdkModule
  /** By name. */
  rules: Map<string, TopicRule>
  /** By name. */
  things: Map<string, Thing>
}

/** Makes one of IoT's exceptions. AWS's messages are not published. */
export function failure(account: Pick<Account, 'sdk'>, name: string, message: string): Error {
  return awsError(account.sdk, name, { message, status: STATUS[name] ?? 400 })
}

/** Returns one page of `all`, and the token for the next if there is more. */
export function pageOf<Entry>(
  all: readonly Entry[],
  { nextToken, maxResults }: { nextToken?: string | undefined; maxResults?: number | undefined },
  usual: number,
): { entries: Entry[]; nextToken?: string } {
  const start = nextToken ? Number(Buffer.from(nextToken, 'base64').toString()) || 0 : 0
  const end = start + (maxResults ?? usual)
  const entries = all.slice(start, end)
  if (end >= all.length) return { entries }
  return { entries, nextToken: Buffer.from(String(end)).toString('base64') }
}

const STATUS: Record<string, number> = {
  ConflictException: 409,
  RequestEntityTooLargeException: 413,
  ResourceAlreadyExistsException: 409,
  ResourceNotFoundException: 404,
  UnauthorizedException: 401,
  VersionConflictException: 409,
}
