import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTopicFilter, matchesTopic } from './topic-filter.ts'

describe('matchesTopic', () => {
  test.each([
    ['sensor/#', 'sensor/', true],
    ['sensor/#', 'sensor/a/b', true],
    ['sensor/#', 'sensor', false],
    ['sensor/+', 'sensor/', true],
    ['sensor/+/room1', 'sensor/temp/room1', true],
    ['sensor/+', 'sensor/a/b', false],
    ['+', 'sensor', true],
    ['+', '/sensor', false],
    ['#', 'sensor', true],
    ['#', '$aws/events', false],
    ['+/events', '$aws/events', false],
    ['$aws/#', '$aws/events', true],
    ['Sensor', 'sensor', false],
    ['a.c', 'abc', false],
  ])('of %s and %s is %s', (filter, topic, expected) => {
    expect(matchesTopic(filter, topic)).toBe(expected)
  })

  test('agrees with a regular expression', () => {
    const level = fc.constantFrom('', 'a', 'b', 'ab')
    const filters = fc.tuple(
      fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1 }),
      fc.boolean(),
    )
    fc.assert(
      fc.property(filters, fc.array(level, { minLength: 1 }), ([levels, isOpen], topic) => {
        const filter = [...levels, ...(isOpen ? ['#'] : [])].join('/')
        const pattern = filter.replaceAll('+', '[^/]*').replace('#', '.*')
        expect(matchesTopic(filter, topic.join('/'))).toBe(
          new RegExp(`^${pattern}$`).test(topic.join('/')),
        )
      }),
    )
  })
})

test.each([
  ['a/+/b/#', true],
  ['#', true],
  ['a/#/b', false],
  ['a#', false],
  ['a/b+', false],
  ['', false],
])('isTopicFilter of "%s" is %s', (filter, expected) => {
  expect(isTopicFilter(filter)).toBe(expected)
})
