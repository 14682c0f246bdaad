import type { DataCatalog, NamedQuery, PreparedStatement } from '@aws-sdk/client-athena'
import type { Operations } from '../service.ts'
import type { Engine } from './engine/duckdb-engine.ts'
import type { Execution } from './executions/execution.ts'
import type { Part } from './refusal.ts'
import { newWorkGroup, type StoredWorkGroup } from './workgroup.ts'

/** What all operations of one Athena share. */
export interface Account extends Part {
  s3: Operations
  glue: Operations
  engine: Engine
  /** By name. */
  workGroups: Map<string, StoredWorkGroup>
  /** By id, in the order of their submission. */
  executions: Map<string, Execution>
  /** The ids of those that are not over. */
  active: Set<string>
  /** By ClientRequestToken: what a request made, and what it asked for. */
  tokens: Map<string, { request: string; id: string }>
  /** By id. */
  namedQueries: Map<string, NamedQuery>
  /** Beside the one that every account has; by name. */
  catalogs: Map<string, DataCatalog>
  /** By workgroup and name. */
  prepared: Map<string, Map<string, PreparedStatement>>
  /** By ARN: the tags of workgroups and data catalogs. */
  tags: Map<string, Map<string, string>>
}

/** An account with the workgroup that every account has, and no queries. */
export function emptyAccount({ world, sdk }: Part, engine: Engine): Account {
  return {
    world,
    sdk,
    s3: world.service('S3'),
    glue: world.service('Glue'),
    engine,
    workGroups: new Map([['primary', newWorkGroup('primary', { at: world.clock.now() })]]),
    executions: new Map(),
    active: new Set(),
    tokens: new Map(),
    namedQueries: new Map(),
    catalogs: new Map(),
    prepared: new Map(),
    tags: new Map(),
  }
}

/** A new id, in the shape of a UUID. */
export function newId({ world }: Part): string {
  const hex = world.randomHex(16)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
}

/** The ARN of a resource of this account, as in `workgroup/primary`. */
export function arnOf({ world }: Part, resource: string): string {
  return `arn:aws:athena:${world.region}:${world.accountId}:${resource}`
}

/** Makes the resource with this token once: asked again, it gives the first one's id. */
export function once(
  account: Account,
  { token, request }: { token: string | undefined; request: object },
  make: () => string,
  onMismatch: () => Error,
): string {
  if (token === undefined) return make()
  const text = JSON.stringify(request)
  const known = account.tokens.get(token)
  if (known && known.request !== text) throw onMismatch()
  if (known) return known.id
  const id = make()
  account.tokens.set(token, { request: text, id })
  return id
}
