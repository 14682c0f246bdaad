import * as sdk from '@aws-sdk/client-data-pipeline'
import { expect, test } from 'vitest'
import { contract, eventually } from './contract.ts'

const HELLO: sdk.PipelineObject = {
  id: 'SayHello',
  name: 'SayHello',
  fields: [
    { key: 'type', stringValue: 'ShellCommandActivity' },
    { key: 'command', stringValue: 'echo hello' },
    { key: 'workerGroup', stringValue: 'workers' },
    { key: 'scheduleType', stringValue: 'ondemand' },
  ],
}

await contract('DataPipeline', (target) => {
  const pipelines = target.client(sdk.DataPipelineClient)

  async function pipeline(uniqueId = target.unique('id'), more: object = {}): Promise<string> {
    const input = { name: 'copy', uniqueId, ...more }
    return (await pipelines.send(new sdk.CreatePipelineCommand(input))).pipelineId!
  }

  const put = (pipelineId: string, pipelineObjects: sdk.PipelineObject[]) =>
    pipelines.send(new sdk.PutPipelineDefinitionCommand({ pipelineId, pipelineObjects }))

  const describe = async (pipelineId: string) => {
    const input = { pipelineIds: [pipelineId] }
    const { pipelineDescriptionList } = await pipelines.send(
      new sdk.DescribePipelinesCommand(input),
    )
    return pipelineDescriptionList![0]!
  }

  const state = async (pipelineId: string) =>
    (await describe(pipelineId)).fields!.find(({ key }) => key === '@pipelineState')?.stringValue

  const definition = async (pipelineId: string) =>
    (await pipelines.send(new sdk.GetPipelineDefinitionCommand({ pipelineId }))).pipelineObjects

  test('makes one pipeline for a unique id, and lists it', async () => {
    const uniqueId = target.unique('id')
    const id = await pipeline(uniqueId)
    expect(id).toMatch(/^df-\w+$/)
    expect(await pipeline(uniqueId)).toBe(id)
    const ids: (string | undefined)[] = []
    for await (const page of sdk.paginateListPipelines({ client: pipelines }, {})) {
      ids.push(...page.pipelineIdList!.map((one) => one.id))
    }
    expect(ids.filter((one) => one === id)).toHaveLength(1)
    expect(await state(id)).toBe('PENDING')
  })

  test('keeps a definition as it was put', async () => {
    const id = await pipeline()
    expect(await put(id, [HELLO])).toMatchObject({ errored: false })
    expect(await definition(id)).toEqual([HELLO])
  })

  test('finds what is wrong with a definition, and does not activate it', async () => {
    const id = await pipeline()
    const input = { key: 'input', refValue: 'Nowhere' }
    const copy = {
      id: 'Copy',
      name: 'Copy',
      fields: [{ key: 'type', stringValue: 'CopyActivity' }, input],
    }
    const found = await put(id, [copy])
    expect(found.errored).toBe(true)
    expect(found.validationErrors?.map((one) => one.id)).toEqual(['Copy'])
    const activate = pipelines.send(new sdk.ActivatePipelineCommand({ pipelineId: id }))
    await expect(activate).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })

  test('runs its activities once it is activated', async () => {
    const id = await pipeline()
    await put(id, [HELLO])
    await pipelines.send(new sdk.ActivatePipelineCommand({ pipelineId: id }))
    expect(await state(id)).toMatch(/^SCHEDUL/)
    if (!target.canSkipHours) return
    expect(
      await eventually(
        target,
        () => state(id),
        (seen) => seen === 'FINISHED',
      ),
    ).toBe('FINISHED')
    const again = put(id, [HELLO])
    await expect(again).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })

  test('describes the objects that are asked for', async () => {
    const pipelineId = await pipeline()
    await put(pipelineId, [HELLO])
    const objectIds = ['SayHello']
    const { pipelineObjects } = await pipelines.send(
      new sdk.DescribeObjectsCommand({ pipelineId, objectIds }),
    )
    expect(pipelineObjects?.map(({ id }) => id)).toEqual(objectIds)
  })

  test('says which pipeline is none, and which was deleted', async () => {
    const id = await pipeline()
    await pipelines.send(new sdk.DeletePipelineCommand({ pipelineId: id }))
    await expect(describe(id)).rejects.toMatchObject({ name: 'PipelineDeletedException' })
    const missing = { name: 'PipelineNotFoundException' }
    await expect(describe('df-NEVERMADE')).rejects.toMatchObject(missing)
  })

  test('keeps up to ten tags', async () => {
    const id = await pipeline(undefined, { tags: [{ key: 'team', value: 'ml' }] })
    const add = (...keys: string[]) => {
      const tags = keys.map((key) => ({ key, value: 'v' }))
      return pipelines.send(new sdk.AddTagsCommand({ pipelineId: id, tags }))
    }
    await add('stage')
    const input = { pipelineId: id, tagKeys: ['team'] }
    await pipelines.send(new sdk.RemoveTagsCommand(input))
    expect((await describe(id)).tags).toEqual([{ key: 'stage', value: 'v' }])
    const ten = Array.from({ length: 10 }, (_, i) => `k${i}`)
    await expect(add(...ten)).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })

  test('describes at most 25 pipelines at once', async () => {
    const pipelineIds = Array.from({ length: 26 }, (_, i) => `df-${i}`)
    const refused = pipelines.send(new sdk.DescribePipelinesCommand({ pipelineIds }))
    await expect(refused).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })
})
