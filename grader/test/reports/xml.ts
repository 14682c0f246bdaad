/** An element of a document, with its attributes and text after references are resolved. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlElement[]
  text: string
}

/**
 * Reads the XML 1.0 that our reports use, strictly: a declaration, one root, elements, attributes in
 * double quotes, the five predefined entities, and only characters that XML 1.0 allows.
 *
 * @throws {Error} where the document is not well formed.
 */
export function parseXml(document: string): XmlElement {
  const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(document)
  if (forbidden) throw new Error(`Character ${forbidden[0].codePointAt(0)} is forbidden in XML`)
  const declaration = '<?xml version="1.0" encoding="UTF-8" ?>\n'
  if (!document.startsWith(declaration)) throw new Error('The declaration is missing')
  const around: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open = [around]
  for (const piece of piecesOf(document.slice(declaration.length))) {
    const parent = open.at(-1)
    if (parent === undefined) throw new Error(`Nothing is open before ${piece}`)
    if (!piece.startsWith('<')) parent.text += resolve(piece)
    else if (piece.startsWith('</')) close(open, piece)
    else {
      const element = elementOf(piece)
      parent.children.push(element)
      if (!piece.endsWith('/>')) open.push(element)
    }
  }
  const [root, ...others] = around.children
  if (open.length !== 1 || root === undefined || others.length > 0 || around.text.trim() !== '') {
    throw new Error('There is not exactly one root, closed, with nothing beside it')
  }
  return root
}

/** Lists the elements of a name anywhere below an element, in document order. */
export function elementsNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsNamed(child, name),
  ])
}

function piecesOf(text: string) {
  const pieces = text.match(/<[^<>]*>|[^<>]+/g) ?? []
  if (pieces.join('') !== text) throw new Error('A "<" or ">" stands alone')
  return pieces
}

function close(open: XmlElement[], piece: string) {
  const closed = open.pop()
  if (piece !== `</${closed?.name}>`) throw new Error(`${piece} closes "${closed?.name}"`)
}

function elementOf(piece: string): XmlElement {
  const found = /^<([a-z]+)((?: [a-zA-Z]+="[^"<]*")*)\/?>$/.exec(piece)
  const [, name = '', list = ''] = found ?? []
  if (!found) throw new Error(`${piece} is not a tag`)
  const pairs = [...list.matchAll(/ ([a-zA-Z]+)="([^"]*)"/g)].map(
    ([, attribute = '', value = '']) => [attribute, resolve(value)] as const,
  )
  const attributes = Object.fromEntries(pairs)
  if (Object.keys(attributes).length < pairs.length) throw new Error(`${piece} repeats itself`)
  return { name, attributes, children: [], text: '' }
}

const entities = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function resolve(text: string) {
  const left = text.replace(/&(?:amp|lt|gt|quot|apos);/g, '')
  if (left.includes('&')) throw new Error(`An "&" stands alone in ${text}`)
  return text.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: keyof typeof entities) => entities[name],
  )
}
