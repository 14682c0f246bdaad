import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'detect-format.ts',
  rubric: {
    'recognises Parquet, ORC and Avro by their magic numbers': 1,
    'takes a truncated Parquet or ORC file for binary': {
      points: 2,
      hint: 'Parquet and ORC write their magic number twice. What does it mean if the second is not there?',
    },
    'sees compression whatever the name says': 1,
    'tells JSON Lines from one JSON document': 2,
    'recognises JSON that goes on after the head': {
      points: 1,
      hint: 'The head is a prefix of the object; a prefix of valid JSON is seldom valid JSON.',
    },
    'tells tab-separated from comma-separated records': 1,
    'takes quoted separators and line breaks for data': {
      points: 2,
      hint: 'A field in double quotes may hold the separator, or a line break.',
    },
    'does not take prose, lists and log lines for a table or JSON': 1,
    'accepts a byte order mark': 1,
    'accepts a character that the end of the head cuts': 1,
    'calls bytes that are not UTF-8 text binary': 1,
    'says when the extension lies': 1,
  },
  hints: [
    'Sort the questions: no bytes, magic numbers, is it text at all, JSON, tables. The key only comes last.',
    'What you know is a prefix. Ask of every rule what it does when the prefix stops in mid-character, mid-string or mid-record.',
    "`new TextDecoder('utf-8', { fatal: true })` with `decode(head, { stream: true })` refuses what is not UTF-8, forgives a cut character at the end, and drops a byte order mark.",
  ],
  mutants: {
    'trusts-the-extension': {
      fails: [
        'takes a truncated Parquet or ORC file for binary',
        'sees compression whatever the name says',
        'says when the extension lies',
      ],
      visibleTests: 'fail',
    },
    'parses-the-head': ['recognises JSON that goes on after the head'],
    'counts-every-comma': ['takes quoted separators and line breaks for data'],
    'nul-free-is-text': ['calls bytes that are not UTF-8 text binary'],
    'looks-at-the-front-only': ['takes a truncated Parquet or ORC file for binary'],
    'decodes-the-head-as-a-whole': ['accepts a character that the end of the head cuts'],
    'brackets-are-json': ['does not take prose, lists and log lines for a table or JSON'],
    'keeps-the-byte-order-mark': ['accepts a byte order mark'],
    'compares-extensions-as-written': ['says when the extension lies'],
  },
})
