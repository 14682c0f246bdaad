import {
  AddJobFlowStepsCommand,
  DescribeClusterCommand,
  ListStepsCommand,
  paginateListSteps,
  type StepConfig,
  type StepState,
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

interface Task {
  config: StepConfig
  stepId: string | undefined
  state: StepState
}

const FINAL: StepState[] = ['COMPLETED', 'FAILED', 'CANCELLED', 'INTERRUPTED']

/** Keeps a task for each step, and asks for its own steps, ten ids at a time. */
export async function runSteps(
  ClusterId: string,
  steps: StepConfig[],
  { client, sleep }: Deps,
): Promise<StepOutcome[]> {
  const tasks = steps.map((config): Task => ({ config, stepId: undefined, state: 'PENDING' }))
  if (tasks.length === 0) return []
  const cluster = async () => {
    const { Cluster } = await client.send(new DescribeClusterCommand({ ClusterId }))
    return { ...Cluster, open: !Cluster?.Status?.State?.startsWith('TERMINAT') }
  }
  const active = async () => {
    const filter = { ClusterId, StepStates: ['PENDING', 'RUNNING'] as StepState[] }
    let count = 0
    for await (const { Steps } of paginateListSteps({ client }, filter)) count += Steps!.length
    return count
  }
  const { open, AutoTerminate } = await cluster()
  if (!open) throw new ClusterGone(ClusterId)
  const last = steps.at(-1)?.HadoopJarStep?.Args ?? []
  if (AutoTerminate && !last.some((arg) => arg.startsWith('s3://'))) throw new LostOutput(ClusterId)
  if (steps.some((step) => lengthOf(step) > 10_240)) throw new StepTooLong(ClusterId)
  while (tasks.some(({ state }) => !FINAL.includes(state))) {
    const fresh = tasks.filter(({ stepId, state }) => !stepId && state === 'PENDING')
    if (fresh.length > 0 && !(await cluster()).open) {
      if (fresh.length === tasks.length) throw new ClusterGone(ClusterId)
      for (const task of fresh) task.state = 'CANCELLED'
    } else if (fresh.length > 0) {
      const next = fresh.slice(0, 256 - (await active()))
      if (next.length > 0) {
        const Steps = next.map(({ config }) => config)
        const input = { JobFlowId: ClusterId, Steps }
        try {
          const { StepIds = [] } = await client.send(new AddJobFlowStepsCommand(input))
          for (const [index, task] of next.entries()) task.stepId = StepIds[index]
        } catch (error) {
          if ((await cluster()).open) throw error
          continue
        }
      }
    }
    await sleep(30_000)
    const running = tasks.filter(({ stepId, state }) => stepId && !FINAL.includes(state))
    while (running.length > 0) {
      const ten = running.splice(0, 10)
      const StepIds = ten.map(({ stepId }) => stepId!)
      const { Steps } = await client.send(new ListStepsCommand({ ClusterId, StepIds }))
      for (const task of ten) {
        task.state = Steps?.find(({ Id }) => Id === task.stepId)?.Status?.State ?? task.state
      }
    }
  }
  return tasks.map(({ config, stepId, state }) => ({
    name: config.Name!,
    stepId,
    outcome: state === 'COMPLETED' ? 'completed' : state === 'FAILED' ? 'failed' : 'skipped',
  }))
}

function lengthOf({
  HadoopJarStep: { Jar, MainClass, Args, Properties } = { Jar: '' },
}: StepConfig) {
  const texts = [Jar, MainClass, ...(Args ?? [])]
  for (const { Key, Value } of Properties ?? []) texts.push(Key, Value)
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0)
}
