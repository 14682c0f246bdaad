// A text that fits into the box, and not through the channel.
export const double = () => Array.from({ length: 10 }, () => 'x'.repeat(20 << 20))
