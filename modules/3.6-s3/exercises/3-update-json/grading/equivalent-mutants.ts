import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'UpdateConflict'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "ContentType: 'application/json',",
    becomes: 'ContentType: "",',
    reason: 'The task does not ask for a content type.',
  },
  {
    line: 'await sleep(random() * Math.min(2_000, 10 * 2 ** attempt))',
    becomes: 'await sleep(random() * Math.max(2_000, 10 * 2 ** attempt))',
    reason: 'The time is random and grows; the task does not say how long it is.',
  },
  {
    line: 'throw new UpdateConflict(`"${key}" was written by others ${ATTEMPTS} times`)',
    becomes: 'throw new UpdateConflict(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "return { text, etag: ETag!, writeId: Metadata?.['write-id'] }",
    becomes: "return { text, etag: ETag!, writeId: Metadata['write-id'] }",
    reason: 'The SDK gives every object `Metadata`, which may be empty.',
  },
] satisfies EquivalentMutants[]
