/** A stack's state in one sentence: what somebody with ten seconds must know. */
import { type Finding, isNote } from "../diff/finding.ts";
import type { StackFindings } from "../diff/stack-findings.ts";
import { worstFirst } from "./severity.ts";

/** Pieces of a sentence: plain words, which may hold names from EC2, and tiers, which are shown in their hue. */
export type SentencePiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tier"; readonly tier: string };

export interface StackSentence {
  /** `In line.`, `Not as meant.`, `Cannot tell.` */
  readonly verdict: string;
  /** Clauses, worst first; the page joins them. */
  readonly clauses: readonly (readonly SentencePiece[])[];
  /** Findings that no clause speaks of. */
  readonly more: number;
}

/** What to call a peer: a CIDR, a tier of the stack, a group's name. */
export interface PeerNames {
  readonly tierOf: (groupId: string) => string | null;
  readonly nameOf: (peer: string) => string;
}

const CLAUSES = 3;

const text = (words: string): SentencePiece => ({ kind: "text", text: words });
const tier = (name: string): SentencePiece => ({ kind: "tier", tier: name });

const peer = (id: string, names: PeerNames): SentencePiece => {
  if (id === "0.0.0.0/0") return text("everybody on IPv4");
  if (id === "::/0") return text("everybody on IPv6");
  const played = id.startsWith("sg-") ? names.tierOf(id) : null;
  if (played !== null) return tier(played);
  const name = names.nameOf(id);
  return text(name.includes(",") ? `“${name}”` : name);
};

const service = (name: string): string => (name === "all" ? "everything" : name.replace("/", " "));

const clauseOf = (finding: Finding, names: PeerNames): readonly SentencePiece[] => {
  switch (finding.kind) {
    case "extra":
    case "too-wide": {
      const [line] = finding.lines;
      const [world] = finding.openToWorld;
      if (world !== undefined)
        return finding.direction === "ingress"
          ? [text("the whole Internet may reach "), tier(finding.tier), text(` on ${service(world)}`)]
          : [tier(finding.tier), text(` may reach the whole Internet on ${service(world)}`)];
      if (line === undefined) return [text("a rule of "), tier(finding.tier), text(" was not meant")];
      if (names.tierOf(line.peer) === finding.tier)
        return [
          text("members of "),
          tier(finding.tier),
          text(` may reach each other on ${service(line.service)}`),
        ];
      return finding.direction === "ingress"
        ? [
            peer(line.peer, names),
            text(" may reach "),
            tier(finding.tier),
            text(` on ${service(line.service)}`),
          ]
        : [
            tier(finding.tier),
            text(" may reach "),
            peer(line.peer, names),
            text(` on ${service(line.service)}`),
          ];
    }
    case "missing": {
      const [line] = finding.lines;
      const on = line === undefined ? "" : ` on ${service(line.service)}`;
      const from = line === undefined ? text("somebody") : peer(line.peer, names);
      return finding.direction === "ingress"
        ? [from, text(" has no rule to reach "), tier(finding.tier), text(on)]
        : [tier(finding.tier), text(" has no rule to reach "), from, text(on)];
    }
    case "no-door":
      return [text(`${finding.instanceId ?? finding.interfaceId} has no door`)];
    case "lacks-tier":
      return [text(`${finding.instanceId ?? finding.interfaceId} lacks `), tier(finding.tier ?? "a tier")];
    case "no-tier":
      return [text(`${finding.instanceId ?? finding.interfaceId} is in no tier`)];
    case "several-tiers":
      return [
        text(`${finding.instanceId ?? finding.interfaceId} is in ${finding.tiers.join(" and ")} at once`),
      ];
    case "unbound":
      return [text("no group plays "), tier(finding.tier)];
    case "group-gone":
      return [text("the group that plays "), tier(finding.tier), text(" is gone")];
    case "group-elsewhere":
      return [text("the group that plays "), tier(finding.tier), text(" lives in another VPC")];
    case "unknown":
      return finding.tier === null
        ? [text("not every interface could be read")]
        : [text("part of "), tier(finding.tier), text(" could not be read")];
    default:
      return [text("a rule adds nothing")];
  }
};

const sameClause = (a: readonly SentencePiece[], b: readonly SentencePiece[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

export const stackSentence = (diff: StackFindings, names: PeerNames): StackSentence => {
  const judged = worstFirst(diff.findings.filter((finding) => !isNote(finding)));
  const clauses = judged.map((finding) => clauseOf(finding, names));
  const distinct = clauses.filter(
    (clause, index) => clauses.findIndex((other) => sameClause(clause, other)) === index,
  );
  const verdicts = { "in-line": "In line.", "out-of-line": "Not as meant.", unknown: "Cannot tell." };
  return {
    verdict: verdicts[diff.summary.state],
    clauses: distinct.slice(0, CLAUSES),
    more: Math.max(0, distinct.length - CLAUSES),
  };
};
