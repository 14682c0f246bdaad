import { EntityNotFoundException, ValidationException } from '@aws-sdk/client-glue'
import { expect, test } from 'vitest'
import { testGlue } from './test-glue.ts'

const ResourceArn = 'arn:aws:glue:us-east-1:123456789012:database/lake'

test('tags belong to a resource, and go with it', () => {
  const { glue } = testGlue()
  glue.CreateDatabase({ DatabaseInput: { Name: 'lake' }, Tags: { lesson: '3' } })
  glue.TagResource({ ResourceArn, TagsToAdd: { lesson: '4', course: 'storage', empty: '' } })
  glue.UntagResource({ ResourceArn, TagsToRemove: ['course', 'unknown'] })
  expect(glue.GetTags({ ResourceArn }).Tags).toEqual({ lesson: '4', empty: '' })
  const TagsToAdd = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`t${n}`, 'x']))
  expect(() => glue.TagResource({ ResourceArn, TagsToAdd })).toThrow('more than 50 tags')
  expect(() => glue.TagResource({ ResourceArn, TagsToAdd: { ['k'.repeat(129)]: 'x' } })).toThrow(
    ValidationException,
  )
  glue.DeleteDatabase({ Name: 'lake' })
  expect(() => glue.GetTags({ ResourceArn })).toThrow(EntityNotFoundException)
})
