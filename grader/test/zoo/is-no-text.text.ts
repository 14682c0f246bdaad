// Bytes that are no UTF-8, and a NUL: nothing that an editor would have saved.
export default Buffer.concat([Buffer.from('export const double = () => []\n// '), Buffer.of(0xff, 0xfe, 0x00, 0xc3, 0x28)])
