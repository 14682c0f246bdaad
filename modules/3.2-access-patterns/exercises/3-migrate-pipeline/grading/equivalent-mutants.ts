import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'InvalidPipeline'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "stateMachine: { StartAt: nameOf(0) ?? '', States },",
    becomes: 'stateMachine: { StartAt: nameOf(0) ?? "Stryker was here!", States },',
    reason: 'The task leaves open where a pipeline starts that has no tasks.',
  },
  {
    line: 'if (lost) throw new InvalidPipeline(`"${id}" refers to "${lost.refValue}", which is not there`)',
    becomes: 'if (lost) throw new InvalidPipeline(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (done.has(id)) return',
    becomes: 'if (false) return',
    reason: 'What was visited before is visited again, and found to be as it was.',
  },
  {
    line: 'done.add(id)',
    becomes: ';',
    reason: 'What was visited before is visited again, and found to be as it was.',
  },
  {
    line: 'for (const id of pipeline.keys()) visit(id, [])',
    becomes: 'for (const id of pipeline.keys()) visit(id, ["Stryker was here"])',
    reason: 'No object is called that.',
  },
  {
    line: 'const level = known.get(id) ?? Math.max(-1, ...before) + 1',
    becomes: 'const level = known.get(id) ?? Math.max((+1), ...before) + 1',
    reason: 'Only the order of the levels counts: they are numbered afterwards.',
  },
  {
    line: 'known.set(id, level)',
    becomes: ';',
    reason: 'What was visited before is visited again, and found to be as it was.',
  },
  {
    line: "refValue === undefined ? (stringValue ?? '') : { Ref: refValue },",
    becomes: 'refValue === undefined ? (stringValue ?? "Stryker was here!") : { Ref: refValue },',
    reason: 'Every field has a text or a reference, and these have references.',
  },
  {
    line: 'return (fields.get(key) ?? []).flatMap(({ refValue }) => refValue ?? [])',
    becomes: [
      'return (fields.get(key) ?? ["Stryker was here"]).flatMap(({ refValue }) => refValue ?? [])',
      'return (fields.get(key) ?? []).flatMap(({ refValue }) => refValue ?? ["Stryker was here"])',
    ],
    reason: 'Every field has a text or a reference, and these have references.',
  },
  {
    line: 'return fields.get(key)?.[0]?.stringValue',
    becomes: 'return fields.get(key)?.[0].stringValue',
    reason: 'A key that is there has a field.',
  },
  {
    line: "return textOf(pipeline.get(id)!, 'type') ?? ''",
    becomes: `return textOf(pipeline.get(id)!, 'type') ?? "Stryker was here!"`,
    reason: 'A type that lacks is no activity, either way.',
  },
] satisfies EquivalentMutants[]
