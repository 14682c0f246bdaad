import type { Column, Table, TableInput } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { refuseMembers } from '../refusal.ts'
import * as constraints from '../constraints.ts'

/** How long the type of a column may be (SDK text, Column). */
const MAX_TYPE = 131_072

/** Reads a TableInput; throws ValidationException. */
export function readTableInput(
  account: Account,
  input: TableInput | undefined,
): TableInput & { Name: string } {
  if (!input) throw constraints.mustNotBeNull(account, 'tableInput')
  refuseMembers(account, input, ['TargetTable', 'FederatedTable', 'ViewDefinition'])
  checkColumns(account, 'storageDescriptor.columns', input.StorageDescriptor?.Columns)
  checkColumns(account, 'partitionKeys', input.PartitionKeys)
  const Name = constraints.requireFoldedName(account, ['tableInput.name', input.Name])
  return { ...structuredClone(input), Name }
}

/** The version of a table that a TableInput defines. Nothing of an earlier version stays. */
export function tableVersion(
  account: Account,
  input: TableInput & { Name: string },
  kept: { DatabaseName: string | undefined; CreateTime?: Date | undefined; version: number },
): Table {
  const now = new Date(account.agenda.now())
  return {
    Retention: 0,
    ...input,
    DatabaseName: kept.DatabaseName,
    CreateTime: kept.CreateTime ?? now,
    UpdateTime: now,
    CreatedBy: `arn:aws:iam::${account.world.accountId}:root`,
    IsRegisteredWithLakeFormation: false,
    CatalogId: account.world.accountId,
    VersionId: String(kept.version),
    IsMultiDialectView: false,
  }
}

function checkColumns(account: Account, member: string, columns: Column[] = []): void {
  for (const [index, { Name, Type }] of columns.entries()) {
    const path = `${member}.${index + 1}.member`
    constraints.requireText(account, [`${path}.name`, Name], { max: 255 })
    if (Type) constraints.requireText(account, [`${path}.type`, Type], { max: MAX_TYPE })
  }
}
