import type { JobParameters } from '@aws-sdk/client-glacier'
import { contentOf } from '../content.ts'
import { type Account, failure } from './account.ts'
import { invalid, requireOneOf } from './constraints.ts'
import { writeCsv, writeJson } from './inventory-formats.ts'
import type { Archive, InventoryJob, InventoryParameters, Vault } from './vault.ts'

/**
 * Writes what an inventory job will give: the last inventory, or the part of it that was asked for.
 * Throws ResourceNotFoundException before the first inventory, InvalidParameterValueException.
 * (AWS's texts are not published.)
 */
export function prepareInventory(
  account: Account,
  vault: Vault,
  { ArchiveId, RetrievalByteRange, Format = 'JSON', InventoryRetrievalParameters }: JobParameters,
): Pick<InventoryJob, 'action' | 'format' | 'parameters' | 'output' | 'nextMarker'> {
  if (ArchiveId !== undefined || RetrievalByteRange !== undefined) {
    const message = 'An inventory retrieval takes neither ArchiveId nor RetrievalByteRange.'
    throw invalid(account, message)
  }
  const format = requireOneOf(
    account,
    [Format, ['CSV', 'JSON']],
    `Invalid inventory format: ${Format}. Must be CSV or JSON.`,
  )
  const { inventory } = vault
  if (!inventory) {
    const message = `The first inventory of the vault is not yet available: ${vault.arn}`
    throw failure(account, 'ResourceNotFoundException', message)
  }
  const parameters = definedMembers(InventoryRetrievalParameters)
  const wanted = inventory.archives.filter(isWanted(account, parameters))
  const limit = parameters.Limit === undefined ? Infinity : Number(parameters.Limit)
  if (!(limit === Infinity || (Number.isInteger(limit) && limit >= 1))) {
    throw invalid(account, `Invalid inventory limit: ${parameters.Limit}`)
  }
  const page = wanted.slice(0, limit)
  const text =
    format === 'CSV' ? writeCsv(page) : writeJson({ vault, date: inventory.date, archives: page })
  return {
    action: 'InventoryRetrieval',
    format,
    parameters: InventoryRetrievalParameters && parameters,
    output: contentOf(text),
    nextMarker: limit < wanted.length ? markerOf(wanted[limit]!) : undefined,
  }
}

/** From StartDate on, before EndDate, from the marker on. */
function isWanted(account: Account, { StartDate, EndDate, Marker }: InventoryParameters) {
  const from = StartDate === undefined ? -Infinity : parseDate(account, StartDate)
  const before = EndDate === undefined ? Infinity : parseDate(account, EndDate)
  const place = Marker === undefined ? 0 : parseMarker(account, Marker)
  return (archive: Archive) =>
    archive.createdAt >= from && archive.createdAt < before && archive.place >= place
}

function parseDate(account: Account, text: string): number {
  const isIso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text)
  const time = isIso ? Date.parse(text) : NaN
  if (!Number.isNaN(time)) return time
  throw invalid(account, `Invalid date: ${text}. A date looks like 2013-03-20T17:03:43Z.`)
}

/** A place, not an id: the archive may be deleted before the next job. */
function markerOf({ place }: Archive): string {
  return Buffer.from(`place ${place}`).toString('base64url')
}

function parseMarker(account: Account, text: string): number {
  const [, place] = /^place (\d+)$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (place !== undefined) return Number(place)
  throw invalid(account, `Invalid marker: ${text}`)
}

function definedMembers(parameters: JobParameters['InventoryRetrievalParameters'] = {}) {
  const { StartDate, EndDate, Limit, Marker } = parameters
  return {
    ...(StartDate !== undefined && { StartDate }),
    ...(EndDate !== undefined && { EndDate }),
    ...(Limit !== undefined && { Limit: String(Limit) }),
    ...(Marker !== undefined && { Marker }),
  }
}
