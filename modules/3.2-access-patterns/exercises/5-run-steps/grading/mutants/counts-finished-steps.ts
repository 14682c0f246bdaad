// Counts steps that have ended against the limit.
import {
  AddJobFlowStepsCommand,
  DescribeClusterCommand,
  type EMRClient,
  ListStepsCommand,
  type StepConfig,
  type StepSummary,
} from '@aws-sdk/client-emr'
import type { Deps, StepOutcome } from '../../run-steps.ts'

export class ClusterGone extends Error {
  override name = 'ClusterGone'
}

export class LostOutput extends Error {
  override name = 'LostOutput'
}

export class StepTooLong extends Error {
  override name = 'StepTooLong'
}

/** How many steps of a cluster may run or wait at once. */
const MAX_ACTIVE = 256
const MAX_CHARACTERS = 10_240
/** It would wait for ever; a bound spares `verify` the wait for the end of a call's time. */
const MAX_ROUNDS = 300
const OUTCOMES: Record<string, StepOutcome['outcome']> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'skipped',
  INTERRUPTED: 'skipped',
}

export async function runSteps(
  clusterId: string,
  steps: StepConfig[],
  { client, sleep }: Deps,
): Promise<StepOutcome[]> {
  if (steps.length === 0) return []
  const { isEnding, autoTerminate } = await describe(client, clusterId)
  if (isEnding) throw new ClusterGone(`The cluster "${clusterId}" takes no steps any more`)
  if (autoTerminate) checkOutput(steps.at(-1)!)
  for (const step of steps) checkLength(step)
  const ids: string[] = []
  let isClosed = false
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const listed = await listSteps(client, clusterId)
    const states = new Map(listed.map(({ Id, Status }) => [Id, Status?.State]))
    const isDone = ids.every((id) => OUTCOMES[states.get(id) ?? ''] !== undefined)
    if (isDone && (isClosed || ids.length === steps.length)) {
      return steps.map(({ Name }, index) => {
        const stepId = ids[index]
        const outcome = OUTCOMES[states.get(stepId) ?? ''] ?? 'skipped'
        return { name: Name!, stepId, outcome }
      })
    }
    const room = MAX_ACTIVE - listed.filter((each) => isActive(each) || each.Id).length
    const next = steps.slice(ids.length, ids.length + room)
    if (next.length > 0 && !isClosed) {
      isClosed = !(await add(client, clusterId, { next, ids }))
    }
    await sleep(30_000)
  }
  throw new Error('There is never any room')
}

/** Adds steps, unless the cluster shuts down. */
async function add(
  client: EMRClient,
  JobFlowId: string,
  { next, ids }: { next: StepConfig[]; ids: string[] },
): Promise<boolean> {
  try {
    const { StepIds } = await client.send(new AddJobFlowStepsCommand({ JobFlowId, Steps: next }))
    ids.push(...StepIds!)
    return true
  } catch (error) {
    const { isEnding } = await describe(client, JobFlowId)
    if (!isEnding) throw error
    if (ids.length === 0) throw new ClusterGone(`The cluster "${JobFlowId}" is gone`)
    return false
  }
}

async function describe(client: EMRClient, ClusterId: string) {
  const { Cluster } = await client.send(new DescribeClusterCommand({ ClusterId }))
  const isEnding = Cluster?.Status?.State?.startsWith('TERMINAT') ?? false
  return { isEnding, autoTerminate: Cluster?.AutoTerminate ?? false }
}

async function listSteps(client: EMRClient, ClusterId: string): Promise<StepSummary[]> {
  const all: StepSummary[] = []
  let Marker: string | undefined
  do {
    const page = await client.send(new ListStepsCommand({ ClusterId, Marker }))
    all.push(...(page.Steps ?? []))
    Marker = page.Marker
  } while (Marker)
  return all
}

function isActive({ Status }: StepSummary): boolean {
  return Status?.State === 'PENDING' || Status?.State === 'RUNNING'
}

function checkOutput({ HadoopJarStep }: StepConfig): void {
  if (HadoopJarStep?.Args?.some((arg) => arg.startsWith('s3://'))) return
  throw new LostOutput('The last step writes nothing to S3, and HDFS is lost with the cluster')
}

function checkLength({ Name, HadoopJarStep }: StepConfig): void {
  const { Jar = '', MainClass = '', Args = [], Properties = [] } = HadoopJarStep!
  const pairs = Properties.flatMap(({ Key = '', Value = '' }) => [Key, Value])
  if ([Jar, MainClass, ...Args, ...pairs].join('').length <= MAX_CHARACTERS) return
  throw new StepTooLong(`The strings of "${Name}" have over ${MAX_CHARACTERS} characters`)
}
