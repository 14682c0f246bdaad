import {
  CreateVaultCommand,
  DescribeJobCommand,
  GetJobOutputCommand,
  InitiateJobCommand,
  UploadArchiveCommand,
} from '@aws-sdk/client-glacier'
import type { CheckAws } from './check-aws.ts'

/** An expedited retrieval takes one to five minutes (developer guide, "Archive Retrieval Options"). */
const LOOK_AGAIN_MS = 5 * 60_000

/** An archive as its vault gives it back. */
export interface StoredArchive {
  data: Uint8Array
  description: string
  treeHash: string
}

/** A vault to arrange before a candidate runs, and to read afterwards. */
export interface CheckVault {
  name: string
  /** Uploads an archive and resolves to its id. */
  put(data: Uint8Array, description?: string): Promise<string>
  /** Retrieves an archive, which takes some minutes of virtual time. */
  archive(archiveId: string): Promise<StoredArchive>
}

/** Creates a vault through the target, as AWS would. */
export async function createVault(aws: CheckAws): Promise<CheckVault> {
  const name = aws.uniqueName('vault')
  const vault = { accountId: '-', vaultName: name }
  await aws.send(new CreateVaultCommand(vault))
  return {
    name,
    put: async (data, archiveDescription) => {
      const input = { ...vault, body: Buffer.from(data), archiveDescription }
      const { archiveId } = await aws.send(new UploadArchiveCommand(input))
      return archiveId!
    },
    archive: async (ArchiveId) => {
      const jobParameters = { Type: 'archive-retrieval', ArchiveId, Tier: 'Expedited' }
      const { jobId } = await aws.send(new InitiateJobCommand({ ...vault, jobParameters }))
      for (;;) {
        await aws.sleep(LOOK_AGAIN_MS)
        const { Completed } = await aws.send(new DescribeJobCommand({ ...vault, jobId }))
        if (Completed) break
      }
      const output = await aws.send(new GetJobOutputCommand({ ...vault, jobId }))
      return {
        data: await output.body!.transformToByteArray(),
        description: output.archiveDescription ?? '',
        treeHash: output.checksum!,
      }
    },
  }
}
