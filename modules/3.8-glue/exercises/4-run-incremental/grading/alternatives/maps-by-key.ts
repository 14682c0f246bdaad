import {
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { Processed, Source } from '../../run-incremental.ts'

export class BookmarkConflict extends Error {
  override name = 'BookmarkConflict'
}

/** What is stored: plans and finished files by key, as "time etag". */
interface State {
  count: number
  border: number
  floor: number
  done: Record<string, string>
  plan: Record<string, string> | null
}

// Keeps maps by key and walks the listing with the SDK's paginator.
export async function runIncremental(
  source: Source,
  process: (keys: string[], run: number) => Promise<void>,
  { client }: { client: S3Client },
): Promise<Processed> {
  const place = { Bucket: source.bucket, Key: source.bookmark }
  const grace = source.graceMs ?? 15 * 60 * 1000

  let condition: { IfMatch?: string | undefined; IfNoneMatch?: string } = { IfNoneMatch: '*' }
  let state: State = { count: 0, border: 0, floor: 0, done: {}, plan: null }
  try {
    const found = await client.send(new GetObjectCommand(place))
    condition = { IfMatch: found.ETag }
    state = JSON.parse(await found.Body!.transformToString()) as State
  } catch (error) {
    if ((error as Error).name !== 'NoSuchKey') throw error
  }
  const store = async () => {
    try {
      const Body = JSON.stringify(state)
      const { ETag } = await client.send(new PutObjectCommand({ ...place, ...condition, Body }))
      condition = { IfMatch: ETag }
    } catch (error) {
      if (/^(PreconditionFailed|ConditionalRequestConflict)$/.test((error as Error).name)) {
        throw new BookmarkConflict('Another run was faster')
      }
      throw error
    }
  }

  let border = state.border
  if (source.since) {
    border = source.since.getTime()
    state = { count: state.count, border, floor: border, done: {}, plan: null }
  } else border = Math.max(border - grace, state.floor)
  if (!state.plan) {
    const found: [string, string][] = []
    const pages = paginateListObjectsV2(
      { client },
      { Bucket: source.bucket, Prefix: source.prefix },
    )
    for await (const { Contents = [] } of pages) {
      for (const { Key, LastModified, ETag } of Contents) {
        const stamp = `${LastModified!.getTime()} ${ETag}`
        if (Key === source.bookmark || LastModified!.getTime() <= border) continue
        if (state.done[Key!] !== stamp) found.push([Key!, stamp])
      }
    }
    if (found.length === 0) {
      if (source.since) await store()
      return { run: undefined, files: [] }
    }
    state.plan = Object.fromEntries(found)
    state.count++
    await store()
  }
  const timeOf = (stamp: string) => Number(stamp.split(' ')[0])
  const plan = Object.entries(state.plan)
  plan.sort(([a, one], [b, other]) => timeOf(one) - timeOf(other) || (a < b ? -1 : 1))
  const files = plan.map(([key]) => key)
  await process(files, state.count)

  const newest = plan.reduce((time, [, stamp]) => Math.max(time, timeOf(stamp)), state.border)
  const done = Object.entries({ ...state.done, ...state.plan })
  state = {
    count: state.count,
    border: newest,
    floor: state.floor,
    done: Object.fromEntries(done.filter(([, stamp]) => timeOf(stamp) > newest - grace)),
    plan: null,
  }
  await store()
  return { run: state.count, files }
}
