import {
  type CreateTriggerRequest,
  EntityNotFoundException,
  InvalidInputException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { deliverEvent } from './new-triggers.ts'
import { testTriggers } from './test-triggers.ts'

describe('an event trigger', () => {
  function waiting(EventBatchingCondition?: CreateTriggerRequest['EventBatchingCondition']) {
    const parts = testTriggers()
    parts.create('a', { ExecutionProperty: { MaxConcurrentRuns: 10 } })
    const batching = EventBatchingCondition ? { EventBatchingCondition } : {}
    parts.trigger('arrived', 'EVENT', { starts: ['a'], ...batching })
    const deliver = (id: string) => deliverEvent(parts.triggers, 'arrived', id)
    return { ...parts, deliver }
  }

  test('fires at every event if it has no batching condition', () => {
    const { deliver, states } = waiting()
    deliver('1')
    deliver('2')
    expect(states('a')).toHaveLength(2)
  })

  test('fires when a batch is full, and then waits for a new one', () => {
    const { deliver, states } = waiting({ BatchSize: 3 })
    for (const id of ['1', '2', '3', '4', '5']) deliver(id)
    expect(states('a')).toHaveLength(1)
    deliver('6')
    expect(states('a')).toHaveLength(2)
  })

  test('fires when the window after the first event is over', async () => {
    const { deliver, states, pass } = waiting({ BatchSize: 3, BatchWindow: 60 })
    deliver('1')
    await pass(50)
    deliver('2')
    await pass(9)
    expect(states('a')).toHaveLength(0)
    await pass(1)
    expect(states('a')).toHaveLength(1)
    await pass(3600)
    expect(states('a')).toHaveLength(1)
  })

  test('loses events while it is not activated, and others are no place for them', () => {
    const { glue, triggers, trigger, deliver, states } = waiting()
    glue.StopTrigger({ Name: 'arrived' })
    deliver('1')
    expect(states('a')).toEqual([])
    trigger('now', 'ON_DEMAND', { starts: ['a'] })
    expect(() => deliverEvent(triggers, 'now', '1')).toThrow(InvalidInputException)
    expect(() => deliverEvent(triggers, 'none', '1')).toThrow(EntityNotFoundException)
  })
})
