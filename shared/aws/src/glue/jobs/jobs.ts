import type {
  BatchGetJobsRequest,
  BatchGetJobsResponse,
  CreateJobRequest,
  CreateJobResponse,
  DeleteJobRequest,
  DeleteJobResponse,
  GetJobRequest,
  GetJobResponse,
  GetJobsRequest,
  GetJobsResponse,
  Job as JobDescription,
  ListJobsRequest,
  ListJobsResponse,
  UpdateJobRequest,
  UpdateJobResponse,
} from '@aws-sdk/client-glue'
import { bookmarkOperations, newBookmarks } from './bookmarks.ts'
import { jobDefinition } from './job-definition.ts'
import { jobRunOperations } from './job-run-operations.ts'
import { findJob, type Job, type Jobs } from './jobs-state.ts'
import { orderedPageOf } from '../page.ts'
import { required, requireList, requireName } from '../constraints.ts'
import { failure } from '../refusal.ts'
import { stableJson } from '../stable-json.ts'

/** Pages have 100 jobs, 1,000 on request; AWS does not publish its own default. */
const PAGE = { max: 1000, otherwise: 100 }

/**
 * Jobs, their runs and their bookmarks. No script is executed: how a run goes is told by arguments,
 * see `rehearse`. Not emulated: automatic version upgrades, usage profiles, source control.
 */
export function jobOperations(jobs: Jobs) {
  return {
    ...definitionOperations(jobs),
    ...jobRunOperations(jobs),
    ...bookmarkOperations(jobs),
  }
}

function definitionOperations(jobs: Jobs) {
  return {
    /**
     * CreateJob (SDK text). To create the same job again changes nothing; another one of its name
     * throws IdempotentParameterMismatchException. Throws InvalidInputException.
     */
    CreateJob(input: CreateJobRequest): CreateJobResponse {
      const { Name: _name, Tags: tags = {}, ...rest } = input
      const name = requireName(jobs, ['name', input.Name])
      const now = jobs.agenda.now()
      const values = jobDefinition(jobs, rest, { now })
      const created = stableJson({ values, tags })
      const known = jobs.jobs.get(name)
      if (known?.created === created) return { Name: name }
      if (known) {
        const message = `Job with name: ${name} already submitted with different configuration`
        throw failure(jobs, 'IdempotentParameterMismatchException', message)
      }
      const dates = { CreatedOn: new Date(now), LastModifiedOn: new Date(now) }
      jobs.jobs.set(name, {
        name,
        created,
        definition: { Name: name, ...dates, ...values },
        tags: new Map(Object.entries(tags)),
        runs: [],
        bookmarks: newBookmarks(),
      })
      return { Name: name }
    },

    /** GetJob (SDK text). Throws EntityNotFoundException. */
    GetJob(input: GetJobRequest): GetJobResponse {
      return { Job: describeJob(findJob(jobs, requireName(jobs, ['jobName', input.JobName]))) }
    },

    /** GetJobs (SDK text), by name. */
    GetJobs(input: GetJobsRequest): GetJobsResponse {
      const { page, ...token } = orderedPageOf(jobs, sortedJobs(jobs), { ...input, ...PAGE })
      return { Jobs: page.map(describeJob), ...token }
    },

    /** BatchGetJobs (SDK text). */
    BatchGetJobs(input: BatchGetJobsRequest): BatchGetJobsResponse {
      const names = requireList(jobs, ['jobNames', input.JobNames], { min: 1, max: 1000 })
      const found = names.map((name) => jobs.jobs.get(name)).filter((job) => job !== undefined)
      const JobsNotFound = names.filter((name) => !jobs.jobs.has(name))
      return { Jobs: found.map(describeJob), JobsNotFound }
    },

    /** ListJobs (SDK text): names, of all jobs or of those that have all of the tags. */
    ListJobs(input: ListJobsRequest): ListJobsResponse {
      const wanted = Object.entries(input.Tags ?? {})
      const tagged = sortedJobs(jobs).filter(({ tags }) =>
        wanted.every(([key, value]) => tags.get(key) === value),
      )
      const { page, ...token } = orderedPageOf(jobs, tagged, { ...input, ...PAGE })
      return { JobNames: page.map(({ name }) => name), ...token }
    },

    /**
     * UpdateJob (SDK text): what the update does not name goes back to its default, except for the
     * Glue version. Throws EntityNotFoundException, InvalidInputException.
     */
    UpdateJob(input: UpdateJobRequest): UpdateJobResponse {
      const job = findJob(jobs, requireName(jobs, ['jobName', input.JobName]))
      const update = required(jobs, ['jobUpdate', input.JobUpdate])
      const { CreatedOn, GlueVersion } = job.definition
      const now = jobs.agenda.now()
      const old = GlueVersion === undefined ? {} : { version: GlueVersion }
      const values = jobDefinition(jobs, update, { now, ...old })
      job.definition = { Name: job.name, CreatedOn, LastModifiedOn: new Date(now), ...values }
      return { JobName: job.name }
    },

    /** DeleteJob (SDK text): with its runs and its bookmark; one that is not there is fine. */
    DeleteJob(input: DeleteJobRequest): DeleteJobResponse {
      const JobName = requireName(jobs, ['jobName', input.JobName])
      jobs.jobs.delete(JobName)
      return { JobName }
    },
  }
}

function sortedJobs({ jobs }: Jobs): Job[] {
  return [...jobs.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function describeJob({ definition }: Job): JobDescription {
  const { MaxCapacity } = definition
  return {
    ...structuredClone(definition),
    ...(MaxCapacity === undefined ? {} : { AllocatedCapacity: Math.floor(MaxCapacity) }),
  }
}
