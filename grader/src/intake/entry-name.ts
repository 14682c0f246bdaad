import type { Limits } from './limits.ts'
import { hasInvisible } from './visible-name.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

// Names that mean a device on Windows, whatever follows the first dot.
const reserved = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

const archive = /\.(zip|tar|tgz|gz|bz2|xz|7z|rar)$/i

/** The ways a file of code may end; `.json` is data that code may import. */
const code = /\.(ts|mts|js|mjs|json)$/

// What Windows or a reader would take for code: `a.ts.`, `a.ts ` and the like are then refused
// with a reason instead of being overlooked.
const almostCode = /\.(ts|mts|js|mjs|json)[^\p{L}\p{N}]*$/iu

const notCandidates = [
  /\.(test|spec)\.[^.]+$/i,
  /\.d\.m?ts$/i,
  /\.config\.[^.]+$/i,
  /^readme\./i,
  /^(package|package-lock|npm-shrinkwrap|turbo|deno|nx|lerna|biome|vercel)\.json$/i,
  /^[tj]sconfig(\..*)?\.json$/i,
]

/** Decodes a name from its bytes; undefined where they are not UTF-8. */
export function decodeName(bytes: Uint8Array): string | undefined {
  try {
    return strictUtf8.decode(bytes)
  } catch {
    return undefined
  }
}

/** Whether a name is passed over in silence: hidden, installed, or the grader's own. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || /^(node_modules|grading|__MACOSX)$/i.test(name)
}

/** Whether a file could be code, as far as its name tells. */
export function looksLikeCode(name: string): boolean {
  return almostCode.test(name)
}

/** Whether a file may accompany an exercise's file: code, but no test, declaration or config. */
export function isCompanion(name: string): boolean {
  return code.test(name) && !notCandidates.some((pattern) => pattern.test(name))
}

/** Whether a file is an archive, as far as its name tells. */
export function isArchive(name: string): boolean {
  return archive.test(name)
}

/** Why a name is not accepted, completing a sentence about it; undefined where it is. */
export function nameFault(name: string, limits: Limits): string | undefined {
  if (Buffer.byteLength(name) > limits.nameBytes) {
    return `has a name of more than ${limits.nameBytes} bytes`
  }
  if (hasInvisible(name)) return 'has a name with control or invisible characters'
  if (/^[a-z]:/i.test(name)) return 'has a name with a drive letter'
  if (name.includes('\\')) return 'has a name with a backslash'
  if (/[/<>:"|?*]/.test(name)) return 'has a name with one of / < > : " | ? *'
  if (/[. ]$/.test(name)) return 'has a name that ends in a dot or a space'
  if (reserved.test(name)) return 'has a name that Windows reserves'
  return undefined
}
