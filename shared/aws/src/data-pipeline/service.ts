import { Agenda } from '../agenda.ts'
import type { Service } from '../service.ts'
import type { Account } from './account.ts'
import { activationOperations } from './activation.ts'
import { definitionOperations } from './definitions.ts'
import { objectOperations } from './objects.ts'
import { pipelineOperations } from './pipelines.ts'

/** Data Pipeline, as customers see it who had it before it was closed to new ones. */
export const dataPipeline: Service = dataPipelineService({ existingCustomer: true })

/**
 * Makes a Data Pipeline. It has been closed to new customers since 25 July 2024 (AWS big data blog,
 * "Migrate workloads from AWS Data Pipeline"), who cannot create pipelines; how AWS words that
 * refusal is not published.
 *
 * Nothing runs: an activity waits a minute for its runner and finishes a minute later. Not
 * emulated: task runners, schedules, preconditions, attempts, expressions and SetStatus.
 */
export function dataPipelineService({ existingCustomer }: { existingCustomer: boolean }): Service {
  return {
    name: 'DataPipeline',
    client: 'DataPipelineClient',
    sdk: () => import('@aws-sdk/client-data-pipeline'),
    create(world, sdk) {
      const agenda = new Agenda(world.clock)
      const state = { pipelines: new Map(), deleted: new Set<string>() }
      return dataPipelineOperations({ world, sdk, agenda, existingCustomer, ...state })
    },
  }
}

/** All operations of one Data Pipeline, with their types. */
export function dataPipelineOperations(account: Account) {
  return {
    ...pipelineOperations(account),
    ...definitionOperations(account),
    ...activationOperations(account),
    ...objectOperations(account),
  }
}
