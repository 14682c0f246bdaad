import { existsSync } from 'node:fs'
import path from 'node:path'
import { proseLines } from './markdown.ts'
import type { Problem } from './problem.ts'

/**
 * Links of a Markdown text that lead to no file of the course. `file` is the text's own path from
 * `root`. Links to other hosts are not followed, nor is the part behind `#`.
 */
export function linkProblems(root: string, file: string, text: string): Problem[] {
  return proseLines(text).flatMap((line, index) =>
    linksIn(line)
      .filter((link) => !exists(root, path.posix.join(path.posix.dirname(file), link)))
      .map((link) => ({
        file: `${file}:${index + 1}`,
        what: `links to "${link}", which is not there`,
        fix: 'Correct the link, or write the file',
      })),
  )
}

function linksIn(line: string): string[] {
  const links = [...line.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!)
  return links
    .filter((link) => !/^[a-z][a-z\d+.-]*:/i.test(link) && !link.startsWith('#'))
    .map((link) => decodeURI(link.split('#')[0]!))
}

/** A link out of the course is broken for everybody else. */
function exists(root: string, file: string): boolean {
  return !file.startsWith('..') && existsSync(path.join(root, file))
}
