import { fail, succeed } from "#lib/core/result.ts";
import type { ReachReport } from "#lib/formats/report/reach-report.ts";
import { type GivenOptions, valueGiven, valuesGiven } from "../../command-line/options.ts";
import { MODEL, STACK } from "../../command-line/shared-options.ts";
import { readModelled } from "../../input/read-modelled.ts";
import { reportHead } from "../../report/report-head.ts";
import type { Command } from "../command.ts";
import { ask, contextOf, type Words } from "./ask.ts";
import { expectationFinding, reachVerdict } from "./expectation.ts";
import { reachDocument } from "./reach-document.ts";

const sentenceOf = ({ from, to, on }: Words): string => {
  const services = on.length > 1 ? "" : on.join("") === "all" ? "" : ` on ${on.join("")}`;
  if (from === null) return `Who can reach ${to.join("")}${services}?`;
  if (to.length === 0) return `What can ${from} reach${services}?`;
  const hops = to.map((target, at) => (on.length > 1 ? `${target} on ${on[at] ?? ""}` : target));
  return `Can ${from} reach ${hops.join(", and from there ")}${services}?`;
};

const expectedOf = (given: GivenOptions): ReachReport["question"]["expected"] => {
  const text = valueGiven(given, "expect");
  return text === "yes" || text === "no" ? text : null;
};

export const reachCommand: Command = {
  name: "reach",
  summary: "who can reach whom, exactly, with the rules of both ends",
  usage: "[--from PEER] [--to TARGET]... [--on SERVICES] [OPTIONS] [FILE...]",
  description: [
    "Answers yes, no, unknown, or not governed by security groups. Without --from: everybody who can reach the target. Without --to: everything the peer can reach. Several --to are hops, one after another.",
    "PEER is internet, an address or network, tier NAME, sg-, i-, eni-, or the name of a standing source of the model. TARGET is tier NAME, sg-, i-, eni-, or an address or network. Tiers and sources need --model.",
  ],
  options: [
    { name: "from", value: "PEER", help: "Who asks to be let in" },
    { name: "to", value: "TARGET", repeated: true, help: "Where to; given again, from there on" },
    {
      name: "on",
      value: "SERVICES",
      repeated: true,
      help: "tcp/3306, tcp/80,tcp/443, icmp, all (unless given); once for all hops or once for each",
    },
    {
      name: "expect",
      value: "ANSWER",
      among: ["yes", "no"],
      help: "Make it a test: exit with 1 when the answer is another",
    },
    MODEL,
    STACK,
  ],
  examples: [
    'sallyport reach --from internet --to "tier db" --on tcp/3306 --expect no --model model/ .',
    'sallyport reach --to "tier db" --on tcp/3306 --model model/ groups.json interfaces.json',
    "sallyport reach --from 203.0.113.7 groups.json interfaces.json",
    'sallyport reach --from internet --to "tier web" --to "tier app" --to "tier db" --model model/ .',
  ],
  run: async (given, around) => {
    const on = valuesGiven(given, "on");
    const words: Words = {
      from: valueGiven(given, "from"),
      to: valuesGiven(given, "to"),
      on: on.length === 0 ? ["all"] : on,
    };
    if (words.from === null && words.to.length === 0)
      return fail([{ file: "reach", place: null, reason: "Say --from whom, --to what, or both." }]);
    const modelled = await readModelled(given, around);
    if (!modelled.ok) return modelled;
    const { estate, stacks } = modelled.value;
    const context = contextOf(modelled.value);
    const asked = ask(words, context);
    if (!asked.ok) return asked;
    const { answer, sentences } = asked.value;
    const question = {
      sentence: sentenceOf(words),
      from: words.from,
      to: [...words.to],
      on: [...words.on],
      stack: context.stack?.name ?? null,
      expected: expectedOf(given),
    };
    const finding = expectationFinding(answer, question);
    const verdict = reachVerdict(answer, finding, question.expected);
    const report: ReachReport = {
      ...reportHead(estate, finding === null ? [] : [finding], verdict),
      command: "reach",
      question,
      answer,
      sentences: [...sentences],
    };
    return succeed({ report, document: reachDocument(report), estate, models: stacks });
  },
};
