// A message of sixteen million letters, in a class with a name as long.
const word = 'a'.repeat(1 << 24)
throw Object.assign(new Error(word), { name: word, code: word })
