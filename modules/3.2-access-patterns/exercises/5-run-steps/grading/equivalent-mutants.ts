import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'ClusterGone'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "override name = 'LostOutput'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "override name = 'StepTooLong'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "INTERRUPTED: 'skipped',",
    becomes: 'INTERRUPTED: "",',
    reason: "The task names no such state, and the course's EMR knows none.",
  },
  {
    line: 'if (isEnding) throw new ClusterGone(`The cluster "${clusterId}" takes no steps any more`)',
    becomes:
      'if (false) throw new ClusterGone(`The cluster "${clusterId}" takes no steps any more`)',
    reason: 'The cluster refuses the steps, and that leads to the same error.',
  },
  {
    line: 'if (isEnding) throw new ClusterGone(`The cluster "${clusterId}" takes no steps any more`)',
    becomes: 'if (isEnding) throw new ClusterGone(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const states = new Map(listed.map(({ Id, Status }) => [Id, Status?.State]))',
    becomes: 'const states = new Map(listed.map(({ Id, Status }) => [Id, Status.State]))',
    reason:
      'EMR always answers with it, and wants it of every step; only the type allows for less.',
  },
  {
    line: "const isDone = ids.every((id) => OUTCOMES[states.get(id) ?? ''] !== undefined)",
    becomes:
      'const isDone = ids.every((id) => OUTCOMES[states.get(id) ?? "Stryker was here!"] !== undefined)',
    reason: 'No state is called that.',
  },
  {
    line: "const outcome = OUTCOMES[states.get(stepId) ?? ''] ?? 'skipped'",
    becomes: `const outcome = OUTCOMES[states.get(stepId) ?? "Stryker was here!"] ?? 'skipped'`,
    reason: 'No state is called that.',
  },
  {
    line: 'if (next.length > 0 && !isClosed) {',
    becomes: [
      'if (true) {',
      'if ((next.length > 0 || !isClosed)) {',
      'if (true && !isClosed) {',
      'if ((next.length >= 0) && !isClosed) {',
    ],
    reason: 'Adding no steps, or trying once more at a cluster that takes none, changes nothing.',
  },
  {
    line: 'if (ids.length === 0) throw new ClusterGone(`The cluster "${JobFlowId}" is gone`)',
    becomes: 'if (ids.length === 0) throw new ClusterGone(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "const isEnding = Cluster?.Status?.State?.startsWith('TERMINAT') ?? false",
    becomes: [
      "const isEnding = Cluster?.Status?.State.startsWith('TERMINAT') ?? false",
      "const isEnding = Cluster?.Status.State?.startsWith('TERMINAT') ?? false",
      "const isEnding = Cluster.Status?.State?.startsWith('TERMINAT') ?? false",
      "const isEnding = Cluster?.Status?.State?.startsWith('TERMINAT') ?? (true)",
    ],
    reason:
      'EMR always answers with it, and wants it of every step; only the type allows for less.',
  },
  {
    line: 'return { isEnding, autoTerminate: Cluster?.AutoTerminate ?? false }',
    becomes: [
      'return { isEnding, autoTerminate: Cluster.AutoTerminate ?? false }',
      'return { isEnding, autoTerminate: Cluster?.AutoTerminate ?? (true) }',
    ],
    reason:
      'EMR always answers with it, and wants it of every step; only the type allows for less.',
  },
  {
    line: 'const all: StepSummary[] = []',
    becomes: 'const all: StepSummary[] = ["Stryker was here"]',
    reason: 'An entry without a state is neither active nor one of ours.',
  },
  {
    line: 'all.push(...(page.Steps ?? []))',
    becomes: 'all.push(...(page.Steps ?? ["Stryker was here"]))',
    reason: 'An entry without a state is neither active nor one of ours.',
  },
  {
    line: "return Status?.State === 'PENDING' || Status?.State === 'RUNNING'",
    becomes: [
      "return Status.State === 'PENDING' || Status?.State === 'RUNNING'",
      "return Status?.State === 'PENDING' || Status.State === 'RUNNING'",
    ],
    reason:
      'EMR always answers with it, and wants it of every step; only the type allows for less.',
  },
  {
    line: "if (HadoopJarStep?.Args?.some((arg) => arg.startsWith('s3://'))) return",
    becomes: "if (HadoopJarStep.Args?.some((arg) => arg.startsWith('s3://'))) return",
    reason:
      'EMR always answers with it, and wants it of every step; only the type allows for less.',
  },
  {
    line: "throw new LostOutput('The last step writes nothing to S3, and HDFS is lost with the cluster')",
    becomes: 'throw new LostOutput("")',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "const { Jar = '', MainClass = '', Args = [], Properties = [] } = HadoopJarStep!",
    becomes: `const { Jar = "Stryker was here!", MainClass = '', Args = [], Properties = [] } = HadoopJarStep!`,
    reason:
      'EMR always answers with it, and wants it of every step; only the type allows for less.',
  },
  {
    line: "const { Jar = '', MainClass = '', Args = [], Properties = [] } = HadoopJarStep!",
    becomes: `const { Jar = '', MainClass = '', Args = [], Properties = ["Stryker was here"] } = HadoopJarStep!`,
    reason: 'A property without key and value has no characters.',
  },
  {
    line: 'throw new StepTooLong(`The strings of "${Name}" have over ${MAX_CHARACTERS} characters`)',
    becomes: 'throw new StepTooLong(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
