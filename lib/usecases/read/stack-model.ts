/** Stacks as the core knows them: pattern, bindings, and what the door is meant to be open to right now. */
import { z } from "zod";
import type { NamedSource } from "#lib/core/picture/picture-source.ts";
import type { Guardrail, MeantPeer, OpenSource, Stack } from "#lib/core/tier/pattern.ts";
import { readPatternYaml } from "#lib/formats/pattern/pattern-yaml.ts";
import { readStackYaml } from "#lib/formats/stack/stack-yaml.ts";
import type { Database, Transaction } from "../ports.ts";
import { type StackRow, stackRows } from "./stack-rows.ts";
import { stackRowsAt } from "./stack-rows-at.ts";

/** One network, prefix list or group that the door is meant to be open to, and why. */
export interface OpenedSource extends OpenSource {
  /** Canonical CIDR, prefix list id or group id. */
  readonly value: string;
  readonly ownerName: string | null;
  /** Everybody whose it is; none where it belongs to nobody. */
  readonly ownerIds: readonly string[];
  /** ISO 8601: the latest end of the live grants on it; null for a standing source. */
  readonly endsAt: string | null;
  /** ISO date of a standing source's review. */
  readonly reviewAt: string | null;
}

export interface StackModel {
  readonly id: string;
  readonly scopeId: string;
  readonly accountName: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly opened: readonly OpenedSource[];
  readonly stack: Stack;
}

const bindingsSchema = z.array(
  z.object({ tier: z.string(), primaryGroupId: z.string(), otherGroupIds: z.array(z.string()) }),
);

const peerOf = (kind: string, value: string): OpenSource["peer"] => {
  if (kind === "group") return { kind: "group", groupId: value };
  if (kind === "prefix-list") return { kind: "prefix-list", prefixListId: value };
  return { kind: "cidr", cidr: value };
};

const peerOfValue = (value: string): Extract<MeantPeer, OpenSource["peer"]> =>
  peerOf(value.startsWith("sg-") ? "group" : value.startsWith("pl-") ? "prefix-list" : "cidr", value);

interface LiveGrant {
  readonly peer: string;
  readonly endsAt: Date;
  readonly personId: string;
  readonly source: { readonly name: string };
  readonly person: { readonly displayName: string };
}

/** Grants on one peer are one source, open until the last of them ends. */
const grantedSources = (grants: readonly LiveGrant[]): OpenedSource[] => {
  const byPeer = new Map<string, OpenedSource>();
  for (const grant of grants) {
    const known = byPeer.get(grant.peer);
    const endsAt = grant.endsAt.toISOString();
    const isLater = known?.endsAt == null || known.endsAt < endsAt;
    byPeer.set(grant.peer, {
      name: known?.name ?? grant.source.name,
      value: grant.peer,
      peer: peerOfValue(grant.peer),
      ownerName: known?.ownerName ?? grant.person.displayName,
      ownerIds: [...(known?.ownerIds ?? []), grant.personId],
      endsAt: isLater ? endsAt : known.endsAt,
      reviewAt: null,
    });
  }
  return [...byPeer.values()];
};

/**
 * Every stack in use, or the one of this name, by name; as of `at`, those in use then, as they were meant to be then.
 * The caller has checked that the actor may read.
 */
export async function stackModels(
  db: Database | Transaction,
  name?: string,
  at?: Date,
): Promise<readonly StackModel[]> {
  return (await (at === undefined ? stackRows(db, name) : stackRowsAt(db, at, name))).map(modelOf);
}

/**
 * Every stack in use, whatever its text: one that cannot be read is there without tiers and bindings, so
 * that it holds up the end of no grant, its own included.
 */
export async function stackModelsForEnds(db: Database | Transaction): Promise<readonly StackModel[]> {
  return (await stackRows(db)).map((row) => {
    try {
      return modelOf(row);
    } catch {
      const membership = { oneOf: [], all: [] };
      return modelFrom(row, { description: "", tiers: [], membership }, []);
    }
  });
}

const KEPT_PATTERNS = 64;
const patterns = new Map<string, ReturnType<typeof readPatternYaml>>();

/** The text of a version never changes, and hundreds of stacks share one: it is read once. */
function patternIn(yaml: string): ReturnType<typeof readPatternYaml> {
  const known = patterns.get(yaml);
  if (known !== undefined) return known;
  const pattern = readPatternYaml(yaml);
  patterns.set(yaml, pattern);
  const oldest = patterns.keys().next();
  if (patterns.size > KEPT_PATTERNS && oldest.done === false) patterns.delete(oldest.value);
  return pattern;
}

function modelOf(row: StackRow): StackModel {
  const pattern = patternIn(row.pattern.yaml);
  if (!pattern.ok) throw new Error(`The stored pattern ${row.pattern.name} cannot be read.`);
  return modelFrom(row, pattern.value, bindingsSchema.parse(row.bindings), guardrailsIn(row.yaml));
}

/** A stack's own guardrails stand in its text alone. A text of before they were asked for has none. */
function guardrailsIn(yaml: string): readonly Guardrail[] {
  if (!yaml.includes("guardrails")) return [];
  const text = readStackYaml(yaml);
  if (!text.ok) throw new Error("The stored text of a stack cannot be read.");
  return text.value.guardrails ?? [];
}

function modelFrom(
  row: StackRow,
  pattern: Omit<Stack["pattern"], "name" | "version">,
  bindings: Stack["bindings"],
  guardrails: readonly Guardrail[] = [],
): StackModel {
  const standing = row.standing.map(
    ({ source, reviewAt }): OpenedSource => ({
      name: source.name,
      value: source.value,
      peer: peerOf(source.kind, source.value),
      ownerName: source.owner?.displayName ?? null,
      ownerIds: source.ownerId === null ? [] : [source.ownerId],
      endsAt: null,
      reviewAt: reviewAt.toISOString().slice(0, 10),
    }),
  );
  const opened = [...standing, ...grantedSources(row.grants)];
  return {
    id: row.id,
    scopeId: row.scopeId,
    accountName: row.scope.accountName,
    teamId: row.teamId,
    teamName: row.team.name,
    opened,
    stack: {
      name: row.name,
      accountId: row.scope.accountId,
      region: row.scope.region,
      vpcId: row.vpcId,
      pattern: { ...pattern, name: row.pattern.name, version: row.pattern.version },
      bindings,
      openSources: opened.map(({ name: label, peer }) => ({ name: label, peer })),
      guardrails,
    },
  };
}

/** Whose network is whose, for the picture: grants before standing sources, because they end sooner. */
export const namesOfSources = (opened: readonly OpenedSource[]): ReadonlyMap<string, NamedSource> =>
  new Map(
    opened.map(({ value, name, endsAt, reviewAt }): [string, NamedSource] => [
      value,
      { name, endsAt, reviewAt },
    ]),
  );
