/** Where in the input things stand: groups, rules, interfaces and instances, by line and column. */
import { ruleKey } from "#lib/core/group/canonical-rule.ts";
import type { ObservedRule } from "#lib/core/group/observation.ts";
import { readGroup } from "#lib/formats/ec2/read-group.ts";
import { readRule } from "#lib/formats/ec2/read-rule.ts";
import { type JsonPath, scanJson } from "#lib/formats/json/scan-json.ts";
import type { EstateText } from "../../input/read-estate.ts";

export interface Place {
  readonly file: string;
  /** From 1; the column counts UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

/** What a place is of: `sg-1`, `eni-1`, `i-1`, `sgr-1`, or a group and the key of its rule. */
export const ruleName = (groupId: string, key: string): string => `${groupId} ${key}`;

interface Found {
  readonly name: string;
  readonly offset: number;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const child = (value: unknown, key: string | number): unknown =>
  isFields(value) ? value[`${key}`] : undefined;

/** One range, pair or list of a permission, as the rule it is: read as a group that has no other. */
function ruleOfPart(group: unknown, path: JsonPath): ObservedRule | null {
  const [, , side = "", nth = 0, kind = "", at = 0] = path;
  const permission = child(child(group, side), nth);
  if (!isFields(permission)) return null;
  const { IpProtocol, FromPort, ToPort } = permission;
  const only = { IpProtocol, FromPort, ToPort, [kind]: [child(permission[kind], at)] };
  return readGroup({ GroupId: child(group, "GroupId"), [side]: [only] }, "own").rules[0] ?? null;
}

const SIDES: ReadonlySet<string | number> = new Set(["IpPermissions", "IpPermissionsEgress"]);

function namesAt(json: unknown, path: JsonPath, wanted: ReadonlySet<string>): readonly string[] {
  const [listing, at = 0, inner, nth = 0] = path;
  const item = child(child(json, listing ?? ""), at);
  const id = (key: string): string[] => {
    const value = child(item, key);
    return typeof value === "string" ? [value] : [];
  };
  if (path.length === 2 && listing === "SecurityGroups") return id("GroupId");
  if (path.length === 2 && listing === "NetworkInterfaces") return id("NetworkInterfaceId");
  if (path.length === 2 && listing === "SecurityGroupRules" && isFields(item)) {
    const { groupId, rule } = readRule(item);
    return [...id("SecurityGroupRuleId"), ruleName(groupId, ruleKey(rule))];
  }
  if (path.length === 4 && listing === "Reservations") {
    const instance = child(child(child(item, "Instances"), nth), "InstanceId");
    return typeof instance === "string" ? [instance] : [];
  }
  if (path.length !== 6 || listing !== "SecurityGroups" || !SIDES.has(inner ?? "")) return [];
  const [groupId = ""] = id("GroupId");
  if (!wanted.has(groupId)) return [];
  const rule = ruleOfPart(item, path);
  return rule === null ? [] : [ruleName(groupId, ruleKey(rule))];
}

/** Offsets ascend, so lines are counted once. */
function* placed({ file, text }: EstateText, found: readonly Found[]): Generator<[string, Place]> {
  let line = 1;
  let begin = 0;
  for (const { name, offset } of found) {
    for (let at = text.indexOf("\n", begin); at !== -1 && at < offset; at = text.indexOf("\n", begin)) {
      line += 1;
      begin = at + 1;
    }
    yield [name, { file, line, column: offset - begin + 1 }];
  }
}

/** The first place of each wanted name that stands anywhere. */
export function placesOf(
  texts: readonly EstateText[],
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const each of texts) {
    const found: Found[] = [];
    for (const { json, offset } of each.documents)
      scanJson(each.text, offset, (path, at) => {
        if (path.length !== 2 && path.length !== 4 && path.length !== 6) return;
        for (const name of namesAt(json, path, wanted))
          if (wanted.has(name)) found.push({ name, offset: at });
      });
    for (const [name, place] of placed(each, found)) if (!places.has(name)) places.set(name, place);
  }
  return places;
}
