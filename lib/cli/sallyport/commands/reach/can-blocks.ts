/** Whether one peer reaches one target, in blocks of a document. */
import type { Obstacle, ReachAnswer, ReachRule, WayEnd } from "#lib/core/reach/answer.ts";
import type { FlowLineReport } from "#lib/formats/report/report-parts.ts";
import {
  type Block,
  bad,
  code,
  type Detail,
  dim,
  good,
  type Line,
  type Point,
  paragraph,
  strong,
  type Tone,
  warn,
} from "../../print/document.ts";

const TONES: Readonly<Record<ReachAnswer["verdict"], Tone>> = {
  yes: "strong",
  no: "strong",
  unknown: "warn",
  ungoverned: "bad",
};

const BECAUSE: Readonly<Record<Obstacle["because"], string>> = {
  "no-rules": "has no rule in this direction",
  "other-service": "lets this peer through on other services only",
  "other-peer": "lets others through on this service, not this peer",
  "other-rules": "has no rule for this peer or this service",
  "stale-reference": "has a rule for a group that is gone or out of reach",
  "no-address": "has no address of the family the other end has",
};

/** More than this nobody reads on a screen; JSON has all of them. */
const MOST = 20;

/** `Yes: security groups permit ...`, the answer itself in its tone. */
export function headline(sentence: string, verdict: ReachAnswer["verdict"]): Block {
  const [word = "", ...rest] = sentence.split(": ");
  return rest.length === 0
    ? paragraph({ text: sentence, tone: TONES[verdict] })
    : paragraph({ text: `${word}: `, tone: TONES[verdict] }, rest.join(": "));
}

export const ruleLine = ({ groupId, rule, ruleIds }: ReachRule, direction: "from" | "to"): Line => [
  code(`${rule.service} ${direction} ${rule.peer}`),
  " of ",
  code(groupId),
  ...(ruleIds.length === 0 ? [] : [dim(` ${ruleIds.join(" ")}`)]),
];

const whoIs = ({ governed, interfaceId, instanceId, groupIds }: WayEnd): Line => {
  if (governed === "outside") return ["outside of what was given: nothing here governs it"];
  const name = interfaceId ?? groupIds.join(" ");
  return [
    code(instanceId ?? name),
    ...(instanceId === null || interfaceId === null ? [] : [dim(` ${interfaceId}`)]),
    ...(governed === "ungoverned" ? [warn(" carries no security group")] : []),
  ];
};

const endDetails = (label: string, end: WayEnd | null, direction: "from" | "to"): Detail[] => {
  if (end === null) return [];
  const rules = end.rules.slice(0, MOST).map((rule) => ({ label: "", line: ruleLine(rule, direction) }));
  return [{ label, line: whoIs(end) }, ...rules];
};

const witnessPoint = ({ witness, source, target }: ReachAnswer): Point[] => {
  if (witness === null) return [];
  const { from, to, service } = witness;
  return [
    {
      mark: strong("packet"),
      line: [code(`${service} from ${from ?? "a member"} to ${to ?? "a member"}`)],
      details: [...endDetails("source", source, "to"), ...endDetails("target", target, "from")],
    },
  ];
};

const obstaclePoint = ({ end, interfaceId, groupIds, because, nearest }: Obstacle): Point => ({
  mark: bad("blocked"),
  line: [`The ${end} `, code(interfaceId ?? groupIds.join(" ")), ` ${BECAUSE[because]}.`],
  details:
    nearest === null ? [] : [{ label: "closest", line: ruleLine(nearest, end === "source" ? "to" : "from") }],
});

export const linesPoint = (mark: Point["mark"], lines: readonly FlowLineReport[]): Point[] =>
  lines.length === 0
    ? []
    : [
        {
          mark,
          line: [`${lines.length} ${lines.length === 1 ? "line" : "lines"}`],
          details: [
            ...lines.slice(0, MOST).map(({ peer, service }) => ({ label: service, line: [code(peer)] })),
            ...(lines.length > MOST ? [{ label: "", line: [dim(`and ${lines.length - MOST} more`)] }] : []),
          ],
        },
      ];

/** Of everything that was asked, most is closed and nobody wants the list. */
const isEverything = (lines: readonly FlowLineReport[]): boolean =>
  lines.some(({ service }) => service === "icmpv6" || service === "all");

const partPoints = ({ extent, open, closed, unknown, ungoverned }: ReachAnswer): Point[] =>
  extent === "all"
    ? []
    : [
        ...linesPoint(strong("open"), open),
        ...(isEverything(closed) ? [] : linesPoint(good("closed"), closed)),
        ...linesPoint(warn("unknown"), unknown),
        ...linesPoint(bad("ungoverned"), ungoverned),
      ];

export const unreadPoints = (unread: ReachAnswer["unread"]): Point[] =>
  unread.map(({ sentence }) => ({ mark: warn("unknown"), line: [sentence], details: [] }));

/** What proves an answer: a packet and the rules it passes, or what blocks it, or what could not be read. */
export function proofBlocks(answer: ReachAnswer): Block[] {
  const points = [
    ...witnessPoint(answer),
    ...answer.obstacles.map(obstaclePoint),
    ...partPoints(answer),
    ...unreadPoints(answer.unread),
  ];
  return points.length === 0 ? [] : [{ kind: "points", points }];
}
