/** What a half-typed question may go on with: its shape, the names there are, the ports that the model means. */
import { shortServices } from "#lib/core/graph/short-services.ts";
import { servicesOfService } from "#lib/core/tier/meant-flows.ts";
import type { AskedEstate } from "./asked-estate.ts";
import { MAY, REACH, VIA } from "./keywords.ts";
import { everyNameIn } from "./nearest-names.ts";
import { printNamed } from "./print-question.ts";
import type { Named } from "./question.ts";
import { ARROWS, wordsOf } from "./words.ts";

export interface Completion {
  /** The whole text as it would then stand. */
  readonly text: string;
  readonly label: string;
  /** What it is: a tier, a source, a port. */
  readonly detail: string;
}

const SHOWN = 8;

const STARTS: readonly Completion[] = [
  { text: "can ", label: "can … reach …", detail: "yes or no, and why" },
  { text: "who can reach ", label: "who can reach …", detail: "everybody" },
  { text: "what can ", label: "what can … reach", detail: "everything" },
  { text: "what can this laptop reach", label: "what can this laptop reach", detail: "from where you are" },
];

const DETAILS: Readonly<Record<Named["kind"], string>> = {
  here: "your address",
  internet: "everybody",
  cidr: "address",
  group: "group",
  instance: "instance",
  interface: "interface",
  tier: "tier",
  name: "name",
};

interface Candidate {
  readonly named: Named;
  readonly text: string;
  readonly detail: string;
}

/** Bare tiers first: they mean that tier wherever it is. */
const candidates = (estate: AskedEstate, isTarget: boolean): readonly Candidate[] => {
  const tiers = new Set(
    estate.places.flatMap(({ stacks }) => stacks.flatMap(({ bindings }) => bindings.map(({ tier }) => tier))),
  );
  const bare = [...tiers].sort().map((tier): Named => ({ kind: "name", name: tier }));
  const senders: Named[] = isTarget ? [] : [{ kind: "here" }, { kind: "internet" }];
  const all = [
    ...senders.map((named) => ({ named, detail: DETAILS[named.kind] })),
    ...bare.map((named) => ({ named, detail: "tier of any stack" })),
    ...everyNameIn(estate),
  ];
  return all.map(({ named, detail }) => ({ named, detail, text: printNamed(named) }));
};

/** Ports that the model lets into a tier, in short form. */
const portsOfTier = (name: string, { places }: AskedEstate): readonly string[] => {
  const [stackName, tier] = name.includes("/") ? name.split("/") : [null, name];
  const ports = places.flatMap(({ stacks }) =>
    stacks
      .filter((stack) => stackName === null || stack.name === stackName)
      .flatMap(({ pattern }) => pattern.tiers.filter((each) => each.name === tier))
      .flatMap(({ ingress }) => (ingress.mode === "list" ? ingress.flows : []))
      .flatMap(({ services }) => services.flatMap((service) => shortServices(servicesOfService(service)))),
  );
  return [...new Set(ports)];
};

const isBoundary = (word: string, raw: string): boolean =>
  MAY.includes(word) || REACH.includes(word) || VIA.includes(word) || word === "then" || ARROWS.includes(raw);

/** The closest first: what begins so, then what has it somewhere. */
const matching = (all: readonly Candidate[], partial: string): readonly Candidate[] => {
  const wanted = partial.toLowerCase().replace(/^"/, "");
  const ranked = all.flatMap((each) => {
    const own = each.text.toLowerCase().replace(/^"/, "");
    if (own.startsWith(wanted)) return [{ each, rank: 0 }];
    return own.includes(wanted) ? [{ each, rank: 1 }] : [];
  });
  const once = new Map(ranked.sort((a, b) => a.rank - b.rank).map(({ each }) => [each.text, each]));
  return [...once.values()].slice(0, SHOWN);
};

/** At most a handful. `text` ends where the caret stands. */
export const completeQuestion = (text: string, estate: AskedEstate): readonly Completion[] => {
  const words = wordsOf(text);
  const last = words.findLastIndex(({ word, raw }) => isBoundary(word, raw));
  const boundary = words[last];
  if (boundary === undefined)
    return STARTS.filter((start) => start.text.startsWith(text.trimStart().toLowerCase()));
  const isEnded = /\s$/.test(text);
  const typed = words.slice(last + 1).map(({ raw }) => raw);
  if (typed.length === 0 && !isEnded) return [];
  const partial = typed.join(" ");
  const kept = text.slice(0, text.length - (isEnded ? 0 : (typed.at(-1) ?? "").length));
  const head = typed.length > 1 ? text.slice(0, text.lastIndexOf(partial)) : isEnded ? text : kept;
  const isTarget = !MAY.includes(boundary.word);
  if (isTarget && !isEnded && partial.includes(":")) {
    const name = partial.slice(0, partial.lastIndexOf(":"));
    return portsOfTier(name, estate)
      .map((port) => ({
        text: `${head}${name}:${port}`,
        label: `${name}:${port}`,
        detail: "as the model means",
      }))
      .filter((each) => each.text.startsWith(text) && each.text !== text);
  }
  const all = candidates(estate, isTarget);
  const exact = all.find((each) => each.text.toLowerCase() === partial.toLowerCase());
  const before = typed.length === 0 || isEnded ? text.trimEnd() : text;
  const onward: Completion[] = [];
  if (exact !== undefined && isTarget) {
    for (const port of portsOfTier(exact.text, estate))
      onward.push({
        text: `${before}:${port}`,
        label: `${exact.text}:${port}`,
        detail: "as the model means",
      });
  } else if (exact !== undefined) {
    onward.push({ text: `${before} reach `, label: `${exact.text} reach …`, detail: "" });
  }
  if (isEnded && typed.length > 0) return onward.slice(0, SHOWN);
  const tail = isTarget ? "" : " reach ";
  const found = matching(all, partial)
    .filter((each) => each !== exact)
    .map((each) => ({ text: `${head}${each.text}${tail}`, label: each.text, detail: each.detail }));
  return [...onward, ...found].slice(0, SHOWN);
};
