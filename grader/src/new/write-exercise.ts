import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { functionName } from './place.ts'

const TEMPLATE = path.join(import.meta.dirname, 'template')

/**
 * Writes the first files of an exercise: those of `template`, with the exercise's name in the place
 * of theirs. The folder is there whole, or not at all. Resolves to how many files it holds; throws
 * the system's error where something is there already, or cannot be written.
 */
export async function writeExercise(folder: string, slug: string): Promise<number> {
  const files = await filesFor(slug)
  const parent = path.dirname(folder)
  const draft = path.join(parent, `.${slug}.${randomUUID().slice(0, 8)}`)
  // What was not there before is to go again: the first exercise of a section brings `exercises`.
  const made = await mkdir(parent, { recursive: true })
  try {
    for (const [name, text] of files) {
      const file = path.join(draft, name)
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(file, text)
    }
    await rename(draft, folder)
  } catch (error) {
    await rm(made ?? draft, { recursive: true, force: true })
    throw error
  }
  return files.size
}

/** What an exercise starts with, by path from its folder. */
async function filesFor(slug: string): Promise<Map<string, string>> {
  const entries = await readdir(TEMPLATE, { recursive: true, withFileTypes: true })
  const files = new Map<string, string>()
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name)
    const text = await readFile(file, 'utf8')
    files.set(renamed(path.relative(TEMPLATE, file), slug), renamed(text, slug))
  }
  return files
}

function renamed(text: string, slug: string): string {
  const words = slug.replaceAll('-', ' ')
  return text
    .replaceAll('do-the-task', slug)
    .replaceAll('doTheTask', functionName(slug))
    .replaceAll('Do the task', `${words[0]!.toUpperCase()}${words.slice(1)}`)
}
