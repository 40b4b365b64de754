/**
 * What a command has to say, before it is text for a terminal or markdown. Texts may hold names from EC2, which anybody
 * can choose: printing makes every hidden character visible.
 */
export type Tone = "plain" | "strong" | "dim" | "good" | "bad" | "warn" | "code";

export interface Span {
  readonly text: string;
  readonly tone: Tone;
}

/** A line: words as they are, and words in a tone. */
export type Line = readonly (string | Span)[];

export const strong = (text: string): Span => ({ text, tone: "strong" });
export const dim = (text: string): Span => ({ text, tone: "dim" });
export const good = (text: string): Span => ({ text, tone: "good" });
export const bad = (text: string): Span => ({ text, tone: "bad" });
export const warn = (text: string): Span => ({ text, tone: "warn" });
/** A name, an id, a rule: never to be read as prose. */
export const code = (text: string): Span => ({ text, tone: "code" });

/** Something under a finding: `witness  a packet from 203.0.113.7, tcp/22`. */
export interface Detail {
  readonly label: string;
  readonly line: Line;
}

export type Block =
  | { readonly kind: "heading"; readonly line: Line }
  | { readonly kind: "paragraph"; readonly line: Line }
  /** Points with a mark each and what belongs under them. */
  | { readonly kind: "points"; readonly points: readonly Point[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly Line[])[] }
  /** To be copied whole: nothing is wrapped. */
  | { readonly kind: "verbatim"; readonly language: string; readonly lines: readonly string[] };

export interface Point {
  /** `EXTRA`, `1.`; aligned with those of the other points. */
  readonly mark: Span;
  readonly line: Line;
  readonly details: readonly Detail[];
}

export type Document = readonly Block[];

export const heading = (...line: Line): Block => ({ kind: "heading", line });
export const paragraph = (...line: Line): Block => ({ kind: "paragraph", line });
