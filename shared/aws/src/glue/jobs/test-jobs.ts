import * as sdk from '@aws-sdk/client-glue'
import { VirtualClock } from '../../clock.ts'
import type { World } from '../../service.ts'
import { caughtUp, Plans } from '../../plans.ts'
import type { Due } from '../due.ts'
import { liveRuns } from './job-runs.ts'
import { jobOperations } from './jobs.ts'
import { newJobs } from './jobs-state.ts'

/** A fresh account without jobs for one test, and the clock it lives by. */
export function testJobs() {
  const clock = new VirtualClock()
  let drawn = 0
  const world: World = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes) => (++drawn).toString(16).padStart(bytes * 2, '0'),
    service: () => ({}),
  }
  const agenda = new Plans<Due>(world.clock)
  const jobs = newJobs({ world, sdk }, agenda)
  liveRuns(jobs)
  const glue = caughtUp(agenda, jobOperations(jobs))

  return {
    clock,
    jobs,
    glue,
    /** Creates a Spark job. */
    create: (Name: string, more: Partial<sdk.CreateJobRequest> = {}) => {
      glue.CreateJob({ Name, Role: 'glue-role', Command: { Name: 'glueetl' }, ...more })
    },
    /** Starts a run and returns its id. */
    start: (JobName: string, Arguments: Record<string, string> = {}) =>
      glue.StartJobRun({ JobName, Arguments }).JobRunId!,
    /** The states of a job's runs, the oldest first. */
    states: (JobName: string) =>
      glue
        .GetJobRuns({ JobName })
        .JobRuns!.map(({ JobRunState }) => JobRunState)
        .toReversed(),
    /** Lets virtual seconds pass. */
    pass: (seconds: number) => clock.advance(seconds * 1000),
  }
}
