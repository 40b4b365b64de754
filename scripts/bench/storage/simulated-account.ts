/** An account of the size the bar speaks of, and what of it changes from look to look. */
import type { ObservedGroup, ObservedInstance, ObservedInterface } from "#lib/core/group/observation.ts";
import type { EstateReading, PartReading } from "#lib/usecases/observation/estate-reader.ts";
import { type KnownItem, knownItem } from "#lib/usecases/observation/known-item.ts";
import { accountText, observe, parseFiles } from "../described-account.ts";

const whole = <Item>(items: readonly Item[]): PartReading<Item> => ({ items, complete: true, problem: null });

/** Every interface that belongs to an instance has one, as on EC2: replacing the one replaces the other. */
const instanceOf = (item: ObservedInterface): ObservedInstance[] =>
  item.instanceId === null
    ? []
    : [
        {
          instanceId: item.instanceId,
          state: "running",
          instanceType: "m7g.large",
          vpcId: item.vpcId,
          subnetId: item.subnetId,
          tags: { Name: `node-${item.instanceId.slice(-6)}`, team: "storefront" },
        },
      ];

/** The whole account, as a look reads it. */
export const wholeAccount = (groups: number): EstateReading => {
  const observation = observe(parseFiles(accountText(groups)));
  return {
    vpcs: whole(observation.vpcs),
    subnets: whole(observation.subnets),
    peerings: whole(observation.peerings),
    groups: whole(observation.groups),
    interfaces: whole(observation.interfaces),
    instances: whole(observation.interfaces.flatMap(instanceOf)),
    prefixLists: whole(observation.prefixLists),
  };
};

export interface Replaced {
  readonly changed: readonly KnownItem[];
  readonly gone: readonly KnownItem[];
}

const fresh = (prefix: string, counter: number): string =>
  `${prefix}-0f${counter.toString(16).padStart(15, "0")}`;

/** What happens to an account: groups that gain and lose a rule, interfaces that go and others that come for them. */
export class ChangingAccount {
  readonly #groups: ObservedGroup[];
  readonly #interfaces: ObservedInterface[];
  #counter = 0;
  #nextGroup = 0;
  #nextInterface = 0;

  constructor(account: EstateReading) {
    this.#groups = [...account.groups.items];
    this.#interfaces = [...account.interfaces.items];
  }

  /** A rule that was not there before, beside the others; the oldest such rule makes way. */
  changeGroup(): Replaced {
    const place = this.#nextGroup++ % this.#groups.length;
    const group = this.#groups[place];
    const [last] = group?.rules ?? [];
    if (group === undefined || last === undefined) throw new Error(`Group ${place} has no rule.`);
    const counter = ++this.#counter;
    const rule = {
      ...last,
      ruleId: fresh("sgr", counter),
      peer: { kind: "ipv4", cidr: `100.${64 + (counter >> 16)}.${(counter >> 8) & 255}.${counter & 255}/32` },
      description: `Granted ${counter}`,
    } as const;
    const changed: ObservedGroup = { ...group, rules: [...group.rules.slice(1), rule] };
    this.#groups[place] = changed;
    return { changed: [knownItem("groups", changed.groupId, changed)], gone: [] };
  }

  /** An Auto Scaling group takes one machine out and puts another in: an interface, and mostly an instance, each. */
  replaceInterface(): Replaced {
    const place = this.#nextInterface++ % this.#interfaces.length;
    const old = this.#interfaces[place];
    if (old === undefined) throw new Error(`There is no interface ${place}.`);
    const counter = ++this.#counter;
    const item: ObservedInterface = {
      ...old,
      interfaceId: fresh("eni", counter),
      instanceId: old.instanceId === null ? null : fresh("i", counter),
      privateCidrs: [`10.${(counter >> 16) & 255}.${(counter >> 8) & 255}.${counter & 255}/32`],
    };
    this.#interfaces[place] = item;
    return {
      changed: [
        knownItem("interfaces", item.interfaceId, item),
        ...instanceOf(item).map((instance) => knownItem("instances", instance.instanceId, instance)),
      ],
      gone: [
        knownItem("interfaces", old.interfaceId, old),
        ...instanceOf(old).map((instance) => knownItem("instances", instance.instanceId, instance)),
      ],
    };
  }
}
