import { candidate, checksFor, expect } from '@workshop/testkit'
import type { Condition, HistoryEvent, Target, Trigger } from '../next-actions.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { nextActions } = candidate(() => import('../next-actions.ts'))

/** As in "job load". */
function target(text: string): Target {
  const [kind, name] = text.split(' ') as [Target['kind'], string]
  return { kind, name }
}

/** As in "job load FAILED". */
function condition(text: string): Condition {
  return { ...target(text), state: text.split(' ')[2]! }
}

function conditional(name: string, conditions: string[], more: Partial<Trigger> = {}): Trigger {
  return {
    name,
    type: 'CONDITIONAL',
    state: 'ACTIVATED',
    conditions: conditions.map(condition),
    actions: [{ kind: 'job', name: `${name}-job` }],
    ...more,
  }
}

const ended = (text: string, startedBy = 'nightly'): HistoryEvent => ({
  event: 'ended',
  ...condition(text),
  startedBy,
  time: 1000,
})
const fired = (trigger: string): HistoryEvent => ({ event: 'fired', trigger, time: 1000 })

/** The names of the triggers that fire, with those of what they start. */
async function starts(triggers: Trigger[], history: HistoryEvent[], now = 2000) {
  const found = await nextActions(triggers, history, now)
  return found.map(({ trigger, kind, name }) => `${trigger}: ${kind} ${name}`)
}

const BOTH = ['job a SUCCEEDED', 'crawler b SUCCEEDED']

check('waits for all conditions, or for any', async () => {
  const [a, b] = BOTH.map((text) => ended(text)) as [HistoryEvent, HistoryEvent]
  const all = conditional('all', BOTH, { logical: 'AND' })
  const any = conditional('any', BOTH, { logical: 'ANY' })
  const unsaid = conditional('unsaid', BOTH)
  expect(await starts([all, any, unsaid], [])).toEqual([])
  expect(await starts([all, any, unsaid], [a])).toEqual(['any: job any-job'])
  expect(await starts([all, any, unsaid], [b, a])).toEqual([
    'all: job all-job',
    'any: job any-job',
    'unsaid: job unsaid-job',
  ])
  // A job and a crawler can have one name.
  expect(await starts([any], [ended('crawler a SUCCEEDED'), ended('job b SUCCEEDED')])).toEqual([])
})

check('knows every state there is to wait for', async () => {
  const alarm = conditional('alarm', ['job a FAILED', 'job a TIMEOUT', 'crawler b CANCELLED'], {
    logical: 'ANY',
  })
  expect(await starts([alarm], [ended('job a TIMEOUT')])).toEqual(['alarm: job alarm-job'])
  expect(await starts([alarm], [ended('job a FAILED')])).toEqual(['alarm: job alarm-job'])
  expect(await starts([alarm], [ended('crawler b CANCELLED')])).toEqual(['alarm: job alarm-job'])
  expect(await starts([alarm], [ended('job a STOPPED'), ended('crawler b FAILED')])).toEqual([])
})

check('fires once for what it waited for', async () => {
  const both = conditional('both', BOTH)
  const first = BOTH.map((text) => ended(text))
  expect(await starts([both], [...first, fired('both')])).toEqual([])
  expect(await starts([both], [...first, fired('other')])).toEqual(['both: job both-job'])
  const again = ended('job a SUCCEEDED')
  expect(await starts([both], [...first, fired('both'), again])).toEqual([])
  const second = [again, ended('crawler b SUCCEEDED')]
  expect(await starts([both], [...first, fired('both'), ...second])).toEqual(['both: job both-job'])
  expect(await starts([both], [fired('both'), ...first, fired('both'), ...second])).toHaveLength(1)
})

check('is deaf to what a person started', async () => {
  const both = conditional('both', BOTH)
  const { startedBy: _, ...byHand } = ended('job a SUCCEEDED') as HistoryEvent & { event: 'ended' }
  expect(await starts([both], [byHand, ended('crawler b SUCCEEDED')])).toEqual([])
  // Nor does it undo what a trigger started.
  const failed = { ...byHand, state: 'FAILED' }
  expect(await starts([both], [...BOTH.map((text) => ended(text)), failed])).toEqual([
    'both: job both-job',
  ])
})

check('looks at the latest end only', async () => {
  const both = conditional('both', BOTH)
  const rest = ended('crawler b SUCCEEDED')
  const [good, bad] = [ended('job a SUCCEEDED'), ended('job a FAILED')]
  expect(await starts([both], [good, bad, rest])).toEqual([])
  expect(await starts([both], [bad, good, rest])).toEqual(['both: job both-job'])
})

check('collects events to a batch or for a window', async () => {
  const batch = { size: 3, windowSeconds: 60 }
  const trigger = conditional('files', [], { type: 'EVENT', batch })
  const arrived = (time: number, name = 'files'): HistoryEvent => ({
    event: 'arrived',
    trigger: name,
    time,
  })
  const two = [arrived(10_000), arrived(60_000), arrived(11_000, 'other')]
  expect(await starts([trigger], two, 69_999)).toEqual([])
  expect(await starts([trigger], two, 70_000)).toHaveLength(1)
  expect(await starts([trigger], [...two, arrived(60_001)], 60_001)).toHaveLength(1)
  expect(await starts([trigger], [...two, fired('files'), arrived(60_001)], 90_000)).toEqual([])
  expect(await starts([trigger], [], 10_000_000)).toEqual([])
  const single = conditional('one', [], { type: 'EVENT' })
  expect(await starts([single], [arrived(5, 'one')], 5)).toEqual(['one: job one-job'])
})

check('lets triggers rest that are not activated, or wait for something else', async () => {
  const history: HistoryEvent[] = [
    ended('job a SUCCEEDED'),
    { event: 'arrived', trigger: 't', time: 0 },
  ]
  const one = ['job a SUCCEEDED']
  expect(await starts([conditional('t', one, { state: 'CREATED' })], history)).toEqual([])
  expect(await starts([conditional('t', one, { state: 'DEACTIVATED' })], history)).toEqual([])
  for (const type of ['SCHEDULED', 'ON_DEMAND'] as const) {
    expect(await starts([conditional('t', one, { type })], history)).toEqual([])
  }
  const off = conditional('t', [], { type: 'EVENT', state: 'DEACTIVATED' })
  expect(await starts([off], history)).toEqual([])
})

check('goes one step at a time, and starts all of it', async () => {
  const there = conditional('there', ['job a SUCCEEDED'], {
    actions: ['job b', 'crawler c', 'job b'].map(target),
  })
  const back = conditional('back', ['job b SUCCEEDED'], { actions: [target('job a')] })
  const also = conditional('also', ['job a SUCCEEDED'], { actions: [target('job b')] })
  expect(await starts([back, there, also], [ended('job a SUCCEEDED')])).toEqual([
    'there: job b',
    'there: crawler c',
    'there: job b',
    'also: job b',
  ])
})

check('refuses a third crawler', async () => {
  const actions = ['crawler x', 'crawler y', 'job z', 'job w'].map(target)
  const two = conditional('two', ['job a SUCCEEDED'], { actions })
  expect(await starts([two], [ended('job a SUCCEEDED')])).toHaveLength(4)
  const three = { ...two, name: 'three', actions: [...actions, target('crawler x')] }
  const refused = nextActions([two, three], [], 0)
  await expect(refused).rejects.toBeInstanceOf(RangeError)
  await expect(refused).rejects.toThrow('three')
})
