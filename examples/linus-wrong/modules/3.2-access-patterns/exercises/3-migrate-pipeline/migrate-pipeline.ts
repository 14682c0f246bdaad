// Lets the parent's fields go before an object's own.
import type {
  Migration,
  Parameter,
  PipelineField,
  PipelineObject,
  StateMachine,
  TaskState,
} from '../../migrate-pipeline.ts'

export class InvalidPipeline extends Error {
  override name = 'InvalidPipeline'
}

const KNOWN = ['ShellCommandActivity', 'CopyActivity', 'EmrActivity']
const STRUCTURE = [
  'type',
  'parent',
  'dependsOn',
  'schedule',
  'scheduleType',
  'maximumRetries',
  'onFail',
]

type Fields = Map<string, PipelineField[]>
type Pipeline = Map<string, Fields>

export function migratePipeline(objects: PipelineObject[]): Migration {
  const pipeline = resolve(objects)
  const tasks = [...pipeline.keys()].filter((id) => typeOf(pipeline, id).endsWith('Activity'))
  const levels = levelsOf(pipeline, tasks)
  const nameOf = (level: number) => {
    const ids = levels[level]
    return ids && (ids.length === 1 ? ids[0]! : `Level ${level}`)
  }
  const States: StateMachine['States'] = {}
  for (const [level, ids] of levels.entries()) {
    const next = nameOf(level + 1)
    const end = next === undefined ? { End: true as const } : { Next: next }
    if (ids.length === 1) Object.assign(States, statesOf(pipeline, ids[0]!, end))
    else {
      const Branches = ids.map((id) => ({
        StartAt: id,
        States: statesOf(pipeline, id, { End: true }),
      }))
      States[`Level ${level}`] = { Type: 'Parallel', Branches, ...end }
    }
  }
  return {
    stateMachine: { StartAt: nameOf(0) ?? '', States },
    schedule: scheduleOf(pipeline, tasks),
    unknown: tasks.filter((id) => !KNOWN.includes(typeOf(pipeline, id))),
  }
}

/** Every object with its own fields and those it inherits. */
function resolve(objects: PipelineObject[]): Pipeline {
  const own = new Map(objects.map(({ id, fields }) => [id, Map.groupBy(fields, ({ key }) => key)]))
  for (const { id, fields } of objects) {
    const lost = fields.find(({ refValue }) => refValue !== undefined && !own.has(refValue))
    if (lost) throw new InvalidPipeline(`"${id}" refers to "${lost.refValue}", which is not there`)
  }
  checkCircles(own, 'parent')
  const inherited = (id: string): Fields => {
    const fields = own.get(id)!
    const [parent] = references(fields, 'parent')
    const from = parent ?? (id !== 'Default' && own.has('Default') ? 'Default' : undefined)
    return from === undefined ? fields : new Map([...fields, ...inherited(from)])
  }
  const pipeline = new Map([...own.keys()].map((id) => [id, inherited(id)]))
  checkCircles(pipeline, 'dependsOn')
  return pipeline
}

function checkCircles(pipeline: Pipeline, key: string): void {
  const done = new Set<string>()
  const visit = (id: string, path: string[]) => {
    const at = path.indexOf(id)
    if (at >= 0) throw new InvalidPipeline(`A circle: ${[...path.slice(at), id].join(' -> ')}`)
    if (done.has(id)) return
    for (const next of references(pipeline.get(id)!, key)) visit(next, [...path, id])
    done.add(id)
  }
  for (const id of pipeline.keys()) visit(id, [])
}

function levelsOf(pipeline: Pipeline, tasks: string[]): string[][] {
  const known = new Map<string, number>()
  const levelOf = (id: string): number => {
    const before = references(pipeline.get(id)!, 'dependsOn').map(levelOf)
    const level = known.get(id) ?? Math.max(-1, ...before) + 1
    known.set(id, level)
    return level
  }
  const byLevel = Map.groupBy(tasks, levelOf)
  const levels = [...byLevel.keys()].toSorted((a, b) => a - b)
  return levels.map((level) => byLevel.get(level)!.toSorted())
}

function statesOf(
  pipeline: Pipeline,
  id: string,
  end: { End: true } | { Next: string },
): Record<string, TaskState> {
  const fields = pipeline.get(id)!
  const retries = Number(textOf(fields, 'maximumRetries') ?? 0)
  const [onFail] = references(fields, 'onFail')
  const ErrorEquals = ['States.ALL']
  const state: TaskState = {
    ...taskOf(pipeline, id),
    ...(retries > 0 ? { Retry: [{ ErrorEquals, MaxAttempts: retries }] } : {}),
    ...(onFail === undefined ? {} : { Catch: [{ ErrorEquals, Next: onFail }] }),
    ...end,
  }
  if (onFail === undefined) return { [id]: state }
  return { [id]: state, [onFail]: { ...taskOf(pipeline, onFail), End: true } }
}

function taskOf(pipeline: Pipeline, id: string): TaskState {
  const Parameters: Record<string, Parameter> = {}
  for (const [key, fields] of pipeline.get(id)!) {
    if (STRUCTURE.includes(key)) continue
    const values = fields.map(({ stringValue, refValue }) =>
      refValue === undefined ? (stringValue ?? '') : { Ref: refValue },
    )
    Parameters[key] = values.length === 1 ? values[0]! : values
  }
  return { Type: 'Task', Resource: typeOf(pipeline, id), Parameters }
}

function scheduleOf(pipeline: Pipeline, tasks: string[]): string | undefined {
  for (const id of tasks) {
    const [schedule] = references(pipeline.get(id)!, 'schedule')
    const period = schedule && textOf(pipeline.get(schedule)!, 'period')
    if (period) return `rate(${period})`
  }
  return undefined
}

function references(fields: Fields, key: string): string[] {
  return (fields.get(key) ?? []).flatMap(({ refValue }) => refValue ?? [])
}

function textOf(fields: Fields, key: string): string | undefined {
  return fields.get(key)?.[0]?.stringValue
}

function typeOf(pipeline: Pipeline, id: string): string {
  return textOf(pipeline.get(id)!, 'type') ?? ''
}
