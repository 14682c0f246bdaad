import { existsSync } from 'node:fs'
import path from 'node:path'
import { Script } from 'node:vm'
import { exerciseFolders, sectionFolders, sectionId } from '../course.ts'
import { GraderError } from '../grader-error.ts'

/** Where a new exercise belongs in a course. */
export interface Place {
  /** The section's folder from the course's root, with `/` between its parts. */
  section: string
  /** The exercise's folder, from there as well. */
  dir: string
}

/** Longer ones do not fit into the lines of the template. */
const MAX_LENGTH = 25

/** What the template's files call their own. */
const NAMES_IN_USE = ['candidate', 'check', 'checksFor', 'exercise', 'expect', 'test']

/**
 * Finds the place of a new exercise; changes nothing.
 *
 * @throws {GraderError} for an id that is malformed, taken, of no section or not the next one, and
 *   for a slug that is malformed or taken.
 */
export async function placeOf(root: string, id: string, slug: string): Promise<Place> {
  const [, section, number] = /^(\d+\.\d+)\.([1-9]\d*)$/.exec(id) ?? []
  if (section === undefined) {
    throw new GraderError(`"${id}" cannot be the id of an exercise`, {
      fix: 'Give the section and a number, as in 3.9.8',
    })
  }
  refuseMalformed(slug)
  const sections = await sectionFolders(root)
  const name = sections.find((folder) => sectionId(folder) === section)
  if (name === undefined) {
    throw new GraderError(`There is no section "${section}"`, {
      fix: `Use one of: ${sections.map(sectionId).join(', ')}`,
    })
  }
  const others = await exerciseFolders(root, name)
  const next = `${section}.${lowestFree(others.map((other) => Number(other.split('-')[0])))}`
  if (id !== next) {
    const twin = others.find((other) => other.startsWith(`${number}-`))
    const what = twin ? `is taken by modules/${name}/exercises/${twin}` : 'would leave a gap'
    throw new GraderError(`${id} ${what}`, { fix: `Take the next number, which is ${next}` })
  }
  await refuseTaken(root, { slug, sections })
  return { section: `modules/${name}`, dir: `modules/${name}/exercises/${number}-${slug}` }
}

/** A slug's words as the name of a function: `claim-badge` is `claimBadge`. */
export function functionName(slug: string): string {
  return slug.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

function refuseMalformed(slug: string) {
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(slug) || slug.length > MAX_LENGTH) {
    throw new GraderError(`"${slug}" cannot be the slug of an exercise`, {
      fix: `Give words in small letters with hyphens between, ${MAX_LENGTH} characters at most, as in claim-badge`,
    })
  }
  if (isFree(functionName(slug))) return
  throw new GraderError(`"${slug}" cannot be the slug: no function can be called so`, {
    fix: 'Give a verb and what it is done to, as in claim-badge',
  })
}

/** False for the language's own words, such as `delete`, and for those of the template. */
function isFree(name: string): boolean {
  try {
    new Script(`'use strict'; async () => { const ${name} = 0 }`)
    return !NAMES_IN_USE.includes(name)
  } catch {
    return false
  }
}

/** A file handed in alone is known by its name, so a name is used once in the course. */
async function refuseTaken(
  root: string,
  { slug, sections }: { slug: string; sections: readonly string[] },
) {
  for (const section of sections) {
    for (const exercise of await exerciseFolders(root, section)) {
      const dir = `modules/${section}/exercises/${exercise}`
      const isTwin = exercise.replace(/^\d+-/, '') === slug
      if (!isTwin && !existsSync(path.join(root, dir, `${slug}.ts`))) continue
      throw new GraderError(`The slug "${slug}" is taken by ${dir}`, {
        fix: 'Give another one: a file handed in alone is known by its name',
      })
    }
  }
}

function lowestFree(numbers: readonly number[]): number {
  let number = 1
  while (numbers.includes(number)) number++
  return number
}
