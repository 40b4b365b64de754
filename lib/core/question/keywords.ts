/** The words that give a question its shape. A name that is one of them stands in quotes. */

export const MAY: readonly string[] = [
  "can",
  "could",
  "may",
  "might",
  "does",
  "do",
  "did",
  "is",
  "was",
  "will",
];
/** Between the ends. The first of the words it may take. */
export const REACH: readonly string[] = [
  "reach",
  "reaches",
  "reached",
  "access",
  "accesses",
  "get",
  "connect",
  "connects",
  "talk",
  "ssh",
  "open",
  "see",
  "go",
];
export const ON: readonly string[] = ["on", "over", "using", "for", "by", "with", "port", "ports"];
export const VIA: readonly string[] = ["via", "through"];

const OTHERS = [
  ...[
    "who",
    "whoever",
    "what",
    "where",
    "how",
    "then",
    "and",
    "or",
    "to",
    "into",
    "from",
    "at",
    "of",
    "as",
    "now",
  ],
  ...["today", "yesterday", "tier", "please", "able", "allowed", "permitted"],
];

const KEYWORDS: ReadonlySet<string> = new Set([...MAY, ...REACH, ...ON, ...VIA, ...OTHERS]);

/** `word` in lower case. */
export const isKeyword = (word: string): boolean => KEYWORDS.has(word);
