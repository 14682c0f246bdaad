import { invalidInput, type Part } from '../refusal.ts'

/** Versions in use, the newest last (SDK text; developer guide, "AWS Glue version support policy"). */
const VERSIONS = ['0.9', '1.0', '2.0', '3.0', '4.0', '5.0', '5.1', '6.0']

/** A job that names none gets this (SDK text, CreateJobRequest). */
export const DEFAULT_VERSION = '6.0'

const OLD_VERSIONS = ['0.9', '1.0', '2.0']

/** Midnight of 1 April 2026 in the Pacific time zone, when the old versions reached end of life. */
const END_OF_LIFE = Date.UTC(2026, 3, 1, 7)

/**
 * Refuses a Glue version that is unknown, or at its end of life at the time `now`: from then on, no
 * job with it can be created and no run started (developer guide, "AWS Glue version support
 * policy"; AWS's text for the refusal is not published). Runs that go on then are not cut short.
 */
export function checkVersion(part: Part, version: string, now: number): void {
  if (!VERSIONS.includes(version))
    throw invalidInput(part, `Glue version ${version} is not supported.`)
  if (!OLD_VERSIONS.includes(version) || now < END_OF_LIFE) return
  throw invalidInput(part, `Glue version ${version} reached its end of life on 2026-04-01.`)
}

/** Whether `version` is `than` or newer. */
export function isAtLeast(version: string, than: string): boolean {
  return VERSIONS.indexOf(version) >= VERSIONS.indexOf(than)
}

/** How long runs may take by default, in minutes (SDK text, Timeout). */
export function defaultTimeout(version: string): number {
  return isAtLeast(version, '5.0') ? 480 : 2880
}
