import { InvalidArgumentException } from '@aws-sdk/client-kinesis'
import { describe, expect, test } from 'vitest'
import { testKinesis } from './test-kinesis.ts'

const StreamName = 'rides'
const ResourceARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/rides'

describe('the tags of a stream', () => {
  test('are added, replaced, listed by key and removed', () => {
    const { kinesis } = testKinesis()
    kinesis.CreateStream({ StreamName, ShardCount: 1, Tags: { lesson: '3' } })
    kinesis.AddTagsToStream({ StreamName, Tags: { course: 'storage', lesson: '4' } })
    expect(kinesis.ListTagsForStream({ StreamName })).toEqual({
      Tags: [
        { Key: 'course', Value: 'storage' },
        { Key: 'lesson', Value: '4' },
      ],
      HasMoreTags: false,
    })
    expect(kinesis.ListTagsForStream({ StreamName, Limit: 1 }).HasMoreTags).toBe(true)
    kinesis.RemoveTagsFromStream({ StreamName, TagKeys: ['course', 'unknown'] })
    expect(kinesis.ListTagsForResource({ ResourceARN })).toEqual({
      Tags: [{ Key: 'lesson', Value: '4' }],
    })
  })

  test('number 50 at most, and have only characters that are allowed', () => {
    const { kinesis, create } = testKinesis()
    create(StreamName)
    const fifty = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`tag-${n}`, 'x']))
    kinesis.TagResource({ ResourceARN, Tags: fifty })
    const more = () => kinesis.TagResource({ ResourceARN, Tags: { more: 'x' } })
    expect(more).toThrow(InvalidArgumentException)
    kinesis.UntagResource({ ResourceARN, TagKeys: ['tag-0'] })
    expect(more).not.toThrow()
    expect(() => kinesis.TagResource({ ResourceARN, Tags: { more: '<x>' } })).toThrow(
      'Some tags contain invalid characters.',
    )
  })
})
