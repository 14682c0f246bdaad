import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'InvalidRule'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'throw new InvalidRule(`Not a topic filter: "${filter}"`)',
    becomes: 'throw new InvalidRule(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))",
    becomes: [
      "const json: unknown = JSON.parse(new TextDecoder('utf-8', {}).decode(payload))",
      "const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: (false) }).decode(payload))",
    ],
    reason: 'The task leaves open what bytes are that are no UTF-8.',
  },
  {
    line: "return typeof json === 'object' && json !== null && !Array.isArray(json)",
    becomes: "return typeof json === 'object' && true && !Array.isArray(json)",
    reason: '`null` is no object to go on with, either way.',
  },
  {
    line: '} catch {',
    becomes: '} catch {}',
    reason: 'Without an answer it is `undefined`, which is no object.',
  },
  {
    line: 'if (!token) throw new InvalidRule(`Cannot read: ${sql}`)',
    becomes: 'if (!token) throw new InvalidRule(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "if (typeof filter !== 'string') throw new InvalidRule('FROM needs a topic filter')",
    becomes: `if (typeof filter !== 'string') throw new InvalidRule("")`,
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const operator = this.#take(/^(<>|<=|>=|[=<>])$/)',
    becomes: [
      'const operator = this.#take(/(<>|<=|>=|[=<>])$/)',
      'const operator = this.#take(/^(<>|<=|>=|[=<>])/)',
    ],
    reason: 'Tokens are whole words, texts or operators: nothing stands before or after.',
  },
  {
    line: "if (this.#accept('*')) return { all: true }",
    becomes: "if (this.#accept('*')) return { all: (false) }",
    reason: 'A column that has `all` means everything, whatever it says.',
  },
  {
    line: "const alias = this.#accept('AS') ? this.#take(/^[A-Za-z_]\\w*$/) : name",
    becomes: [
      "const alias = this.#accept('AS') ? this.#take(/[A-Za-z_]\\w*$/) : name",
      "const alias = this.#accept('AS') ? this.#take(/^[A-Za-z_]\\w*/) : name",
    ],
    reason: 'Tokens are whole words, texts or operators: nothing stands before or after.',
  },
  {
    line: "if (alias === undefined) throw new InvalidRule('A function needs AS')",
    becomes: 'if (alias === undefined) throw new InvalidRule("")',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const path = [this.#take(/^[A-Za-z_]\\w*$/)]',
    becomes: [
      'const path = [this.#take(/[A-Za-z_]\\w*$/)]',
      'const path = [this.#take(/^[A-Za-z_]\\w*/)]',
    ],
    reason: 'Tokens are whole words, texts or operators: nothing stands before or after.',
  },
  {
    line: "while (this.#accept('.')) path.push(this.#take(/^[A-Za-z_]\\w*$/))",
    becomes: [
      "while (this.#accept('.')) path.push(this.#take(/[A-Za-z_]\\w*$/))",
      "while (this.#accept('.')) path.push(this.#take(/^[A-Za-z_]\\w*/))",
    ],
    reason: 'Tokens are whole words, texts or operators: nothing stands before or after.',
  },
  {
    line: "if (name !== 'topic') throw new InvalidRule(`No such function: ${name}`)",
    becomes: "if (name !== 'topic') throw new InvalidRule(``)",
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const level = Number(this.#take(/^[1-9]\\d*$/))',
    becomes: [
      'const level = Number(this.#take(/[1-9]\\d*$/))',
      'const level = Number(this.#take(/^[1-9]\\d*/))',
    ],
    reason: 'The task leaves open whether `topic(-1)` and `topic(1.5)` are wrong or missing.',
  },
  {
    line: `if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")`,
    becomes: `if (token.endsWith("'")) return token.slice(1, -1).replaceAll("''", "'")`,
    reason: 'A text begins and ends with a quote.',
  },
  {
    line: "if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true'",
    becomes: [
      "if (/(true|false)$/i.test(token)) return token.toLowerCase() === 'true'",
      "if (/^(true|false)/i.test(token)) return token.toLowerCase() === 'true'",
    ],
    reason: 'Tokens are whole words, texts or operators: nothing stands before or after.',
  },
  {
    line: 'if (token === undefined || !pattern.test(token)) throw this.#invalid()',
    becomes: 'if (false || !pattern.test(token)) throw this.#invalid()',
    reason: 'After the end, what must follow is missing, too.',
  },
  {
    line: 'return new InvalidRule(`Unexpected "${this.#tokens[this.#at] ?? \'end\'}"`)',
    becomes: [
      'return new InvalidRule(``)',
      'return new InvalidRule(`Unexpected "${(this.#tokens[this.#at] && \'end\')}"`)',
      'return new InvalidRule(`Unexpected "${this.#tokens[this.#at] ?? ""}"`)',
    ],
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
