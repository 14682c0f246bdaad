import type { Planned } from '../plans.ts'
import { Plain } from '../plain.ts'
import type { Memory } from '../service.ts'
import type { Account } from './account.ts'
import type { Catalog } from './catalog/catalog.ts'
import type { Due } from './due.ts'
import type { Jobs } from './jobs/jobs-state.ts'
import type { Schemas } from './schemas/schemas-state.ts'
import type { Triggers } from './triggers/triggers-state.ts'

interface Parts {
  account: Account
  jobs: Jobs
  triggers: Triggers
  schemas: Schemas
}

/** What was planned when the memory was last looked at. */
export function restoredPlans(memory: Memory | undefined): Planned<Due>[] {
  return (memory?.restored as Held | undefined)?.planned ?? []
}

/** Gives new parts what the memory restores, and tells it how to look at all that they hold. */
export function shareMemory(memory: Memory, parts: Parts): void {
  if (memory.restored) {
    const { catalog, account, jobs, triggers, schemas } = memory.restored as unknown as Held
    Object.assign(parts.account, account, { catalog: catalog.data })
    Object.assign(parts.jobs, jobs)
    Object.assign(parts.triggers, triggers)
    Object.assign(parts.schemas, schemas)
  }
  memory.keep(() => ({ ...held(parts) }))
}

type Held = ReturnType<typeof held>

/** How long grok patterns may still work is left out: it is about real time. */
function held({ account, jobs, triggers, schemas }: Parts) {
  const { crawlers, classifiers, tags } = account
  const { workflows, activeCrawls } = triggers
  return {
    planned: account.agenda.planned,
    catalog: new Plain<Catalog>(account.catalog),
    account: { crawlers, classifiers, tags },
    jobs: { jobs: jobs.jobs },
    triggers: { triggers: triggers.triggers, workflows, activeCrawls },
    schemas: { registries: schemas.registries },
  }
}
