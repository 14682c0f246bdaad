/** What a reduced lock file keeps: by folder (`.` is the root), the packages it depends on. */
export type Importers = ReadonlyMap<string, readonly string[]>

/** A part of the file: its key, and all of its lines. */
interface Block {
  key: string
  lines: string[]
}

/**
 * Reduces a pnpm-lock.yaml (version 9) to some of its folders, some of their dependencies, and
 * what those need. Throws `RangeError` for a folder or a dependency that it does not hold.
 */
export function reduceLockFile(text: string, keep: Importers): string {
  const sections = blocksOf(text.split('\n'), 0)
  const importers = [...keep].map(([folder, names]) =>
    importer(entriesOf(sections, 'importers'), folder, names),
  )
  const snapshots = entriesOf(sections, 'snapshots')
  const reached = reachable(importers, snapshots)
  const packages = new Set([...reached].map(withoutPeers))
  const catalogNames = new Set([...keep.values()].flat())
  const kept: Record<string, Block[]> = {
    importers,
    packages: entriesOf(sections, 'packages').filter(({ key }) => packages.has(key)),
    snapshots: snapshots.filter(({ key }) => reached.has(key)),
  }
  return sections
    .flatMap(({ key, lines }) => {
      if (key === 'catalogs') return reduceCatalogs(lines, catalogNames)
      const entries = kept[key]
      return entries ? [`${key}:`, '', ...entries.flatMap((entry) => [...entry.lines, ''])] : lines
    })
    .join('\n')
    .replace(/\n*$/, '\n')
}

/** The keys below a key of the file, such as the folders below `importers`. */
export function keysBelow(text: string, section: string): string[] {
  return entriesOf(blocksOf(text.split('\n'), 0), section).map(({ key }) => key)
}

function entriesOf(sections: readonly Block[], name: string): Block[] {
  const section = sections.find(({ key }) => key === name)
  return blocksOf(section?.lines.slice(1) ?? [], 2)
}

/** Splits lines at the keys that stand `indent` spaces deep; blank lines at a block's end go. */
function blocksOf(lines: readonly string[], indent: number): Block[] {
  const pattern = new RegExp(`^ {${indent}}([^ ].*?):(?: .*)?$`)
  const blocks: Block[] = []
  for (const line of lines) {
    const key = pattern.exec(line)?.[1]
    if (key !== undefined) blocks.push({ key: unquoted(key), lines: [line] })
    else if (line !== '' || indent === 0) blocks.at(-1)?.lines.push(line)
  }
  return blocks
}

function importer(importers: readonly Block[], folder: string, names: readonly string[]): Block {
  const found = importers.find(({ key }) => key === folder)
  if (!found) throw new RangeError(`pnpm-lock.yaml has no folder "${folder}"`)
  const groups = blocksOf(found.lines.slice(1), 4).map(({ lines }) => ({
    head: lines[0]!,
    entries: blocksOf(lines.slice(1), 6).filter(({ key }) => names.includes(key)),
  }))
  const held = groups.flatMap(({ entries }) => entries.map(({ key }) => key))
  const lacking = names.find((name) => !held.includes(name))
  if (lacking !== undefined)
    throw new RangeError(`pnpm-lock.yaml has no "${lacking}" for "${folder}"`)
  const lines = groups
    .filter(({ entries }) => entries.length > 0)
    .flatMap(({ head, entries }) => [head, ...entries.flatMap((entry) => entry.lines)])
  return { key: folder, lines: [found.lines[0]!, ...lines] }
}

/** The keys of every snapshot that the importers need, directly or not. */
function reachable(importers: readonly Block[], snapshots: readonly Block[]): Set<string> {
  const byKey = new Map(snapshots.map((snapshot) => [snapshot.key, snapshot]))
  const waiting = importers.flatMap(({ lines }) => dependenciesOfImporter(lines))
  const reached = new Set<string>()
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    // An alias names the other package in its version.
    const key = [`${next.name}@${next.version}`, next.version].find((one) => byKey.has(one))
    if (key === undefined || reached.has(key)) continue
    reached.add(key)
    waiting.push(...dependenciesOfSnapshot(byKey.get(key)!.lines))
  }
  return reached
}

interface Dependency {
  name: string
  version: string
}

function dependenciesOfImporter(lines: readonly string[]): Dependency[] {
  return blocksOf(lines.slice(1), 4).flatMap((group) =>
    blocksOf(group.lines.slice(1), 6).flatMap(({ key, lines: entry }) => {
      const version = entry.map((line) => /^ {8}version: (.+)$/.exec(line)?.[1]).find(Boolean)
      return version === undefined ? [] : [{ name: key, version: unquoted(version) }]
    }),
  )
}

function dependenciesOfSnapshot(lines: readonly string[]): Dependency[] {
  return blocksOf(lines.slice(1), 4)
    .filter(({ key }) => key === 'dependencies' || key === 'optionalDependencies')
    .flatMap((group) => group.lines.slice(1))
    .flatMap((line) => {
      const [, name, version] = /^ {6}('[^']+'|[^ ':]+): (.+)$/.exec(line) ?? []
      return name && version ? [{ name: unquoted(name), version: unquoted(version) }] : []
    })
}

function reduceCatalogs(lines: readonly string[], names: ReadonlySet<string>): string[] {
  const catalogs = blocksOf(lines.slice(1), 2).flatMap((catalog) => [
    catalog.lines[0]!,
    ...blocksOf(catalog.lines.slice(1), 4).flatMap((entry) =>
      names.has(entry.key) ? entry.lines : [],
    ),
  ])
  return [lines[0]!, ...catalogs, '']
}

function withoutPeers(snapshot: string): string {
  return snapshot.replace(/\(.*$/, '')
}

function unquoted(text: string): string {
  return text.replace(/^'(.*)'$/, '$1')
}
