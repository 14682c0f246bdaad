// Uninitialized buffers, and what may be left in them.
const loot = []
// Spelled out, the word would be found in what V8 keeps of this very file.
const word = ['can', 'ary'].join('')
const attempt = (what) => {
  try {
    loot.push(String(what()))
  } catch (error) {
    loot.push(error.code ?? error.message)
  }
}

for (let times = 0; times < 200; times++) {
  const text = Buffer.allocUnsafe(1 << 16).toString('latin1')
  const at = text.indexOf(word)
  if (at >= 0) loot.push(text.slice(at, at + 100))
}

throw new Error(`found: ${loot}`)
