import type {
  ListProvisionedCapacityInput,
  ListProvisionedCapacityOutput,
  PurchaseProvisionedCapacityInput,
  PurchaseProvisionedCapacityOutput,
} from '@aws-sdk/client-glacier'
import { type Account, failure, type Input, isoDate, newId } from './account.ts'

/** Units of an account (developer guide, "Purchase Provisioned Capacity"). */
const MAX_UNITS = 2

/**
 * PurchaseProvisionedCapacity and ListProvisionedCapacity. Here units only exist: expedited jobs
 * find capacity without them too.
 */
export function capacityOperations(account: Account) {
  const { capacity, world } = account
  return {
    /** PurchaseProvisionedCapacity (SDK text): a unit for a month, two at most. */
    PurchaseProvisionedCapacity(
      _input: Input<PurchaseProvisionedCapacityInput> = {},
    ): PurchaseProvisionedCapacityOutput {
      expire(account)
      if (capacity.size >= MAX_UNITS) {
        const message = `The account has ${MAX_UNITS} units of provisioned capacity, which is the limit.`
        throw failure(account, 'LimitExceededException', message)
      }
      const capacityId = newId(account, 18)
      capacity.set(capacityId, world.clock.now())
      return { capacityId }
    },

    /** ListProvisionedCapacity (SDK text): the units that have not expired. */
    ListProvisionedCapacity(
      _input: Input<ListProvisionedCapacityInput> = {},
    ): ListProvisionedCapacityOutput {
      expire(account)
      const units = [...capacity].map(([CapacityId, start]) => ({
        CapacityId,
        StartDate: isoDate(start),
        ExpirationDate: isoDate(monthAfter(start)),
      }))
      return { ProvisionedCapacityList: units }
    },
  }
}

function expire({ capacity, world }: Account): void {
  for (const [id, start] of capacity) {
    if (monthAfter(start) <= world.clock.now()) capacity.delete(id)
  }
}

/** The same day and time next month, or that month's last day. */
function monthAfter(start: number): number {
  const date = new Date(start)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + 1)
  if (date.getUTCDate() !== day) date.setUTCDate(0)
  return date.getTime()
}
