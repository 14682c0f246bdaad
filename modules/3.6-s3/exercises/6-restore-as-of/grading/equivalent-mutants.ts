import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'if (then?.etag === current?.etag) continue',
    becomes: 'if (then?.etag === current.etag) continue',
    reason: 'One version or delete marker of a listed key is always the latest.',
  },
  {
    line: 'plan.copied.sort()',
    becomes: 'plan.copied',
    reason: 'S3 lists versions by key, so both lists are sorted already.',
  },
  {
    line: 'plan.deleted.sort()',
    becomes: 'plan.deleted',
    reason: 'S3 lists versions by key, so both lists are sorted already.',
  },
  {
    line: 'plan.failed.sort((a, b) => (a.key < b.key ? -1 : 1))',
    becomes: 'plan.failed.sort((a, b) => ((a.key <= b.key) ? -1 : 1))',
    reason: 'No key fails twice.',
  },
  {
    line: 'const objects = (page.Versions ?? []).map((entry) => ({',
    becomes: 'const objects = (page.Versions ?? ["Stryker was here"]).map((entry) => ({',
    reason: 'An entry without a date and an ETag changes nothing.',
  },
  {
    line: 'for (const version of [...objects, ...(page.DeleteMarkers ?? []).map(versionOf)]) {',
    becomes:
      'for (const version of [...objects, ...(page.DeleteMarkers ?? ["Stryker was here"]).map(versionOf)]) {',
    reason: 'An entry without a date and an ETag changes nothing.',
  },
  {
    line: 'byKey.set(version.key, [...(byKey.get(version.key) ?? []), version])',
    becomes:
      'byKey.set(version.key, [...(byKey.get(version.key) ?? ["Stryker was here"]), version])',
    reason: 'An entry without a date and an ETag changes nothing.',
  },
  {
    line: 'if (version.size <= COPY_LIMIT) {',
    becomes: 'if ((version.size < COPY_LIMIT)) {',
    reason: 'What has exactly 5 GiB may be copied in parts, too.',
  },
  {
    line: 'Parts.push({ PartNumber, ETag: CopyPartResult?.ETag })',
    becomes: 'Parts.push({ PartNumber, ETag: CopyPartResult.ETag })',
    reason: 'S3 always answers with `CopyPartResult`; only the type allows for less.',
  },
  {
    line: 'Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true },',
    becomes: 'Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: (false) },',
    reason: 'Errors are listed either way.',
  },
] satisfies EquivalentMutants[]
