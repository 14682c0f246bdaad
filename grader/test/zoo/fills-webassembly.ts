// WebAssembly's memory grows beside the heap.
export async function double() {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65536 })
  for (let times = 0; times < 200; times++) {
    const end = memory.buffer.byteLength
    memory.grow(256)
    new Uint8Array(memory.buffer, end).fill(1)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return []
}
