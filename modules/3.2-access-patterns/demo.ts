import {
  AddJobFlowStepsCommand,
  DescribeClusterCommand,
  ListStepsCommand,
  RunJobFlowCommand,
} from '@aws-sdk/client-emr'
import { demoWorld, printTable } from '@workshop/testkit/demo'
import earthquakes from './data/earthquakes.json' with { type: 'json' }

// A cluster for one night, a step for each day of a week of earthquakes, a second for each of
// them. The step for the fourth day meets a record that it cannot read.

const MINUTES_BETWEEN = 3
const LETTERS: Record<string, string> = {
  PENDING: '.',
  RUNNING: 'r',
  COMPLETED: 'C',
  FAILED: 'F',
}

const { aws, sleep } = demoWorld()
const days = Map.groupBy(earthquakes as [id: string, at: number, updated: number][], ([, at]) =>
  new Date(at).toISOString().slice(0, 10),
)
const { JobFlowId } = await aws.send(
  new RunJobFlowCommand({
    Name: 'earthquakes of the week',
    Instances: { KeepJobFlowAliveWhenNoSteps: false },
  }),
)
const Steps = [...days].map(([day, quakes], at) => ({
  Name: day,
  ActionOnFailure: 'CONTINUE' as const,
  HadoopJarStep: {
    Jar: 'command-runner.jar',
    Args: ['bash', '-c', `sleep ${quakes.length}; exit ${at === 3 ? 1 : 0}`],
  },
}))
await aws.send(new AddJobFlowStepsCommand({ JobFlowId, Steps }))

const timeline: [minute: number, cluster: string, steps: string][] = []
let cluster = await clusterState()
for (let minute = 0; ; minute += MINUTES_BETWEEN) {
  const letters = (await stepStates()).map(([, state]) => LETTERS[state])
  timeline.push([minute, cluster.State, letters.join(' ')])
  if (cluster.State.startsWith('TERMINATED')) break
  await sleep(MINUTES_BETWEEN * 60_000)
  cluster = await clusterState()
}
printTable(['minute', 'cluster', 'steps'], timeline)
console.log('\n. pending, r running, C completed, F failed\n')

const states = await stepStates()
const missing = states.filter(([, state]) => state !== 'COMPLETED')
console.log(`The cluster says: ${cluster.State}. ${cluster.Message}.`)
for (const [day, state] of missing) {
  console.log(`The step of ${day} says: ${state}. Nobody counted its ${sizeOf(day)} earthquakes.`)
}

function sizeOf(day: string): number {
  return days.get(day)!.length
}

async function clusterState() {
  const { Cluster } = await aws.send(new DescribeClusterCommand({ ClusterId: JobFlowId }))
  const { State = '', StateChangeReason } = Cluster?.Status ?? {}
  return { State, Message: StateChangeReason?.Message ?? '' }
}

/** In the order of submission, which is not that of the answer. */
async function stepStates() {
  const answer = await aws.send(new ListStepsCommand({ ClusterId: JobFlowId }))
  const inAnswer = answer.Steps ?? []
  return inAnswer.map(({ Name, Status }) => [Name!, Status!.State!] as const).toReversed()
}
