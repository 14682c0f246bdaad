import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import vm from 'node:vm'
import { codeBlocks } from './markdown.ts'
import type { Problem } from './problem.ts'

interface Mermaid {
  parse(diagram: string): Promise<unknown>
}

let loading: Promise<Mermaid> | undefined

/** Diagrams of a Markdown text that Mermaid cannot read; `file` is what to call the text. */
export async function diagramProblems(file: string, text: string): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { language, line, content } of codeBlocks(text)) {
    if (language !== 'mermaid') continue
    loading ??= loadMermaid()
    const reason = await complaint(await loading, content)
    if (reason === undefined) continue
    problems.push({
      file: `${file}:${line}`,
      what: `has a diagram that Mermaid cannot read: ${reason}`,
      fix: 'Mend it; lines are counted from that of "```mermaid"',
    })
  }
  return problems
}

async function complaint(mermaid: Mermaid, diagram: string): Promise<string | undefined> {
  try {
    await mermaid.parse(diagram)
    return undefined
  } catch (error) {
    // An error of another realm is no instance of this one's Error.
    const { message = String(error) } = error as { message?: string }
    return message.trim().split('\n').slice(0, 3).join(' ')
  }
}

/**
 * Mermaid's own smallest build, one script for a page: the whole package needs 200 MB and a DOM,
 * and Mermaid's parser package does not know flowcharts. It gets a page that has no more of a
 * document than it asks for while it loads; reading a diagram needs none.
 */
async function loadMermaid(): Promise<Mermaid> {
  const script = createRequire(import.meta.url).resolve('@mermaid-js/tiny')
  const page: Record<string, unknown> = {
    document: { nodeType: 9, createElement: () => ({}) },
    Element: class {},
    addEventListener: () => {},
    clearTimeout,
    console,
    setTimeout,
    structuredClone,
  }
  page['window'] = page
  vm.createContext(page)
  vm.runInContext(await readFile(script, 'utf8'), page, { filename: script })
  return page['mermaid'] as Mermaid
}
