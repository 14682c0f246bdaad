import type {
  CreateWorkGroupInput,
  DeleteWorkGroupInput,
  GetWorkGroupInput,
  GetWorkGroupOutput,
  ListWorkGroupsInput,
  ListWorkGroupsOutput,
  UpdateWorkGroupInput,
} from '@aws-sdk/client-athena'
import { type Account, arnOf } from './account.ts'
import * as constraints from './constraints.ts'
import { pageOf } from './page.ts'
import { invalidRequest } from './refusal.ts'
import { setTags } from './tags.ts'
import {
  checkConfiguration,
  newWorkGroup,
  type StoredWorkGroup,
  updateConfiguration,
  WORK_GROUP_NAME,
} from './workgroup.ts'

/** The operations on workgroups (SDK texts). */
export function workGroupOperations(account: Account) {
  const { workGroups } = account
  return {
    CreateWorkGroup(input: CreateWorkGroupInput): object {
      const name = constraints.requireText(account, ['name', input.Name], WORK_GROUP_NAME)
      checkConfiguration(account, input.Configuration)
      if (workGroups.has(name))
        throw invalidRequest(account, `WorkGroup ${name} is already created`)
      const { Description: description, Configuration: configuration = {} } = input
      const at = account.world.clock.now()
      workGroups.set(name, newWorkGroup(name, { at, description, configuration }))
      setTags(account, arnOf(account, `workgroup/${name}`), input.Tags)
      return {}
    },

    GetWorkGroup(input: GetWorkGroupInput): GetWorkGroupOutput {
      const { name, description, state, createdAt, configuration } = findWorkGroup(
        account,
        constraints.requireText(account, ['workGroup', input.WorkGroup], WORK_GROUP_NAME),
      )
      return {
        WorkGroup: {
          Name: name,
          State: state,
          Configuration: structuredClone(configuration),
          Description: description ?? '',
          CreationTime: new Date(createdAt),
        },
      }
    },

    UpdateWorkGroup(input: UpdateWorkGroupInput): object {
      const name = constraints.requireText(account, ['workGroup', input.WorkGroup], WORK_GROUP_NAME)
      const group = findWorkGroup(account, name)
      const updates = input.ConfigurationUpdates
      if (updates) group.configuration = updateConfiguration(account, group.configuration, updates)
      if (input.State !== undefined) group.state = input.State
      if (input.Description !== undefined) group.description = input.Description
      return {}
    },

    /** `primary` cannot be deleted; others only when empty, or with RecursiveDeleteOption. */
    DeleteWorkGroup(input: DeleteWorkGroupInput): object {
      const name = constraints.requireText(account, ['workGroup', input.WorkGroup], WORK_GROUP_NAME)
      // AWS's texts of these two are not published.
      if (name === 'primary')
        throw invalidRequest(account, 'The primary workgroup cannot be deleted')
      findWorkGroup(account, name)
      if (!input.RecursiveDeleteOption && hasContents(account, name)) {
        throw invalidRequest(account, `WorkGroup ${name} is not empty`)
      }
      forget(account, name)
      return {}
    },

    ListWorkGroups(input: ListWorkGroupsInput): ListWorkGroupsOutput {
      const sorted = [...workGroups.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
      const { page, token } = pageOf(account, sorted, { ...input, max: 50, min: 1 })
      const summaries = page.map(({ name, state, description, createdAt, configuration }) => ({
        Name: name,
        State: state,
        Description: description ?? '',
        CreationTime: new Date(createdAt),
        EngineVersion: structuredClone(configuration.EngineVersion),
      }))
      return { WorkGroups: summaries, ...token }
    },
  }
}

/** Returns a workgroup; throws InvalidRequestException if there is none. */
export function findWorkGroup(account: Account, name = 'primary'): StoredWorkGroup {
  const group = account.workGroups.get(name)
  if (group) return group
  throw invalidRequest(account, `WorkGroup ${name} is not found.`)
}

function hasContents(account: Account, name: string): boolean {
  const queries = [...account.namedQueries.values()]
  const executions = [...account.executions.values()]
  return (
    queries.some(({ WorkGroup }) => WorkGroup === name) ||
    executions.some(({ workGroup }) => workGroup === name) ||
    (account.prepared.get(name)?.size ?? 0) > 0
  )
}

function forget(account: Account, name: string): void {
  account.workGroups.delete(name)
  account.prepared.delete(name)
  account.tags.delete(arnOf(account, `workgroup/${name}`))
  for (const [id, { WorkGroup }] of account.namedQueries) {
    if (WorkGroup === name) account.namedQueries.delete(id)
  }
  for (const [id, execution] of account.executions) {
    if (execution.workGroup !== name) continue
    execution.stop()
    account.executions.delete(id)
  }
}
