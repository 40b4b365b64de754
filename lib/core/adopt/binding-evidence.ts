/** What speaks for and against one group in its place. */
import type { ServiceSet } from "#lib/core/net/service-set.ts";
import { NO_SERVICES, unionServices } from "#lib/core/net/service-set.ts";
import { printServices } from "#lib/core/net/service-text.ts";
import type { Duty } from "./adoption.ts";
import type { Application } from "./applications.ts";
import { isOpenOutside, peopleRules } from "./duty.ts";
import { type Evidence, type EvidenceKind, listed } from "./evidence.ts";
import type { Setting } from "./explained.ts";
import type { GroupFacts } from "./group-facts.ts";
import { storeOfServices } from "./known-services.ts";
import type { Link } from "./links.ts";
import type { NamedTier } from "./meant-tiers.ts";
import { dutyOfWord, dutyWords } from "./vocabulary.ts";
import type { Words } from "./words.ts";

export interface Placing {
  readonly application: Application;
  readonly named: readonly NamedTier[];
  readonly setting: Setting;
  readonly words: Words;
  /** Groups that play a tier in more than one application. */
  readonly shared: ReadonlySet<string>;
}

const all = (links: readonly Link[]): ServiceSet =>
  links.map((link) => link.services).reduce(unionServices, NO_SERVICES);

const tierName = (groupId: string, named: readonly NamedTier[]): string[] =>
  named.filter((tier) => tier.groupIds.includes(groupId)).map(({ name }) => name);

const linkEvidence = (facts: GroupFacts, tier: NamedTier, { application, named }: Placing): Evidence[] => {
  const id = facts.groupId;
  const into = application.links.filter((link) => link.to === id);
  const out = application.links.filter((link) => link.from === id);
  const callers = [...new Set(into.flatMap((link) => tierName(link.from, named)))];
  const called = [...new Set(out.flatMap((link) => tierName(link.to, named)))];
  const evidence: Evidence[] = [];
  const add = (kind: EvidenceKind, text: string) => evidence.push({ kind, text });
  if (into.length > 0)
    add("lets-in-tiers", `It lets in ${listed(callers)} on ${listed(printServices(all(into)))}.`);
  if (out.length > 0)
    add(
      "is-let-in",
      `${listed(called)} ${called.length === 1 ? "lets" : "let"} it in on ${listed(printServices(all(out)))}.`,
    );
  if (tier.duty === "inner" && into.length > 0 && out.length === 0)
    add("calls-nobody", "It calls none of the others: it may keep data on a port of its own.");
  if (into.length > 0 && into.every((link) => link.via === "address"))
    add("by-address-only", "Only a network tells who calls it: the one its caller's interfaces are in.");
  if (application.byWords.has(id)) add("by-words-only", "No rule ties it to the others; only its words do.");
  if (application.cut.some((link) => link.from === id || link.to === id))
    add("link-cut-here", "A rule ties it to a group of another application as well.");
  return evidence;
};

const STORES: Partial<Readonly<Record<Duty, string>>> = {
  database: "databases",
  cache: "caches",
  queue: "message brokers",
  search: "search services",
  files: "file systems",
};

const dutyEvidence = (facts: GroupFacts, tier: NamedTier, { application, setting }: Placing): Evidence[] => {
  const evidence: Evidence[] = [];
  const add = (kind: EvidenceKind, text: string) => evidence.push({ kind, text });
  const services = all(application.links.filter((link) => link.to === facts.groupId));
  const port = storeOfServices(services.length > 0 ? services : facts.offers);
  if (port !== null && port === tier.duty)
    add(
      "known-port",
      `${listed(printServices(services.length > 0 ? services : facts.offers))} is where ${STORES[port] ?? "stores"} listen.`,
    );
  if (facts.madeFor !== null && facts.madeFor.duty === tier.duty)
    add("made-by-service", `On its interfaces, ${facts.madeFor.text}.`);
  if (isOpenOutside(facts, setting.index) && (tier.duty === "front" || tier.duty === "balancer"))
    add("open-outside", `It is open to networks outside on ${listed(printServices(facts.offers))}.`);
  if (peopleRules(facts).length > 0 && (tier.duty === "door" || tier.duty === "bastion"))
    add("takes-people", "It takes SSH from networks, and nothing else.");
  const said = [...new Set(dutyWords(facts.group.name))];
  if (said.some((word) => dutyOfWord(word) === tier.duty))
    add("tier-word", `Its name says so: ${facts.group.name}.`);
  else if (said.length > 0) add("other-tier-word", `Its name says something else: ${facts.group.name}.`);
  return evidence;
};

const wordEvidence = (id: string, { application, words }: Placing): Evidence[] => {
  if (!application.groupIds.includes(id)) return [];
  if (!words.speaks(id))
    return [{ kind: "no-words", text: "Its name and tags name no application that others name too." }];
  const others = application.groupIds.filter((other) => other !== id && words.speaks(other));
  const same = others.filter((other) => words.affinity(id, other) === "same");
  if (same.length * 2 >= others.length && same.length > 0) {
    const [word] = words.shared([id, ...same]);
    const which = word === undefined ? "" : `: ${word}`;
    return [
      { kind: "same-words", text: `Its words are those of ${same.length} of the other groups${which}.` },
    ];
  }
  return others.length === 0
    ? []
    : [{ kind: "other-words", text: "Its name and tags are not those of the other groups." }];
};

const carriedEvidence = (facts: GroupFacts, tier: NamedTier, { setting, shared }: Placing): Evidence[] => {
  const evidence: Evidence[] = [];
  const count = facts.carriers.length;
  const noun = count === 1 ? "interface carries" : "interfaces carry";
  if (tier.duty === "door" || tier.duty === "common")
    evidence.push({ kind: "carried-beside", text: `${count} ${noun} it, beside their tier's group.` });
  else if (count > 0) evidence.push({ kind: "carried", text: `${count} ${noun} it.` });
  else if (setting.index.observation.parts.interfaces.complete)
    evidence.push({ kind: "not-carried", text: "No interface carries it." });
  if (tier.groupIds.length > 1)
    evidence.push({ kind: "twin", text: "Another group does the same for the same callers." });
  if (shared.has(facts.groupId))
    evidence.push({ kind: "serves-several", text: "It serves other applications too." });
  return evidence;
};

const unreadEvidence = (facts: GroupFacts, { setting }: Placing): Evidence[] => [
  ...(facts.group.rulesKnown
    ? []
    : [{ kind: "rules-unread" as const, text: "Its rules could not be read." }]),
  ...(setting.index.observation.parts.interfaces.complete
    ? []
    : [
        {
          kind: "interfaces-unread" as const,
          text: "Not all interfaces were read: who carries it is not known.",
        },
      ]),
];

export const bindingEvidence = (groupId: string, tier: NamedTier, placing: Placing): Evidence[] => {
  const facts = placing.setting.facts.get(groupId);
  if (facts === undefined) return [];
  return [
    ...linkEvidence(facts, tier, placing),
    ...dutyEvidence(facts, tier, placing),
    ...wordEvidence(groupId, placing),
    ...carriedEvidence(facts, tier, placing),
    ...unreadEvidence(facts, placing),
  ];
};
