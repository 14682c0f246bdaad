export interface Files {
  list(): Promise<string[]>
  read(name: string): Promise<string>
  /** Writes a new file as a whole. */
  create(name: string, text: string): Promise<void>
  /** Swaps the file `MANIFEST`, or creates it. */
  replace(name: 'MANIFEST', text: string): Promise<void>
  remove(name: string): Promise<void>
}

export interface Store {
  put(key: string, value: string): Promise<void>
  get(key: string): Promise<string | undefined>
  delete(key: string): Promise<void>
  scan(lo: string, hi: string): Promise<[key: string, value: string][]>
  flush(): Promise<void>
  compact(level: number): Promise<void>
}

/** Opens the store that lies in these files, or a new one. */
export async function openStore(files: Files): Promise<Store> {
  throw new Error('Not written yet')
}
