/**
 * A whole estate from a seed: up to three VPCs with up to five applications each, of several shapes, named in several
 * ways, with what they share, what went wrong over the years and what is just there; and the truth beside it.
 */
import { randomFrom } from "../account/random.ts";
import { type BuiltStack, buildStack, OFFICES, type People, type Surroundings } from "./build-stack.ts";
import { crossTalk, driftApart } from "./drift.ts";
import { EstateBuilder, type Vpc } from "./estate-builder.ts";
import { APPS, drawScheme, type Scheme } from "./naming.ts";
import { addNoise } from "./noise.ts";
import { drawShape } from "./shapes.ts";
import type { GeneratedEstate, TrueStack } from "./truth.ts";

const PEOPLE: readonly People[] = [
  ...(["door", "door", "shared-door", "bastion", "shared-bastion", "shared-bastion"] as const),
  ...(["connect-endpoint", "direct", "none", "none"] as const),
];

const surroundingsOf = (builder: EstateBuilder, vpc: Vpc, people: readonly People[]): Surroundings => {
  const { random } = builder;
  const wants = (kind: People) => people.includes(kind);
  const door = wants("shared-door")
    ? builder.group(vpc, random.pick(["ssh-access", "admin-access", "corp-ssh"]))
    : null;
  if (door !== null) for (const office of random.sample(OFFICES, 2)) builder.rule(door, "tcp", 22, office);
  const bastion = wants("shared-bastion")
    ? builder.group(vpc, random.pick(["bastion", "jump-host", "bridge", "launch-wizard-3"]))
    : null;
  if (bastion !== null) {
    for (const office of random.sample(OFFICES, 2)) builder.rule(bastion, "tcp", 22, office);
    builder.instance(vpc, builder.subnet(vpc), [bastion], { Name: "bastion" });
  }
  const connectEndpoint = wants("connect-endpoint")
    ? builder.group(vpc, random.pick(["eice", "connect", "instance-connect"]))
    : null;
  if (connectEndpoint !== null)
    builder.service(vpc, builder.subnet(vpc), [connectEndpoint], {
      interfaceType: "ec2_instance_connect_endpoint",
      description: "EC2 Instance Connect Endpoint - eice-0123456789abcdef0",
    });
  const common = random.chance(0.15)
    ? builder.group(vpc, random.pick(["base", "common", "all-hosts"]))
    : null;
  if (common !== null) builder.rule(common, "icmp", -1, vpc.cidr);
  const monitor = random.chance(0.25)
    ? builder.group(vpc, random.pick(["prometheus", "monitoring", "zabbix", "observer"]))
    : null;
  if (monitor !== null) builder.instance(vpc, builder.subnet(vpc), [monitor], { Name: "monitor" });
  return { door, bastion, connectEndpoint, common, monitor };
};

interface Wanted {
  readonly app: string;
  readonly environment: string | null;
  readonly scheme: Scheme;
  readonly people: People;
}

/** Some applications come twice, for two environments. */
const wantedIn = (builder: EstateBuilder, apps: string[]): Wanted[] => {
  const { random } = builder;
  const house = drawScheme(random);
  const count = random.chance(0.12) ? 0 : 1 + random.below(5);
  return Array.from({ length: count }).flatMap((): Wanted[] => {
    const app = apps.pop() ?? "last";
    const scheme = random.chance(0.7) ? house : drawScheme(random);
    const people = random.pick(PEOPLE);
    if (random.chance(0.12))
      return ["prod", "staging"].map((environment) => ({ app, environment, scheme, people }));
    return [{ app, environment: random.chance(0.2) ? "prod" : null, scheme, people }];
  });
};

/** Now and then an application has no database of its own and uses its neighbour's. */
const borrowedFrom = (
  builder: EstateBuilder,
  wanted: Wanted,
  before: BuiltStack | undefined,
): ReadonlyMap<string, readonly string[]> => {
  const groups = before?.groups.get("db");
  return groups === undefined || wanted.environment !== null || !builder.random.chance(0.07)
    ? new Map()
    : new Map([["db", groups]]);
};

export const generateEstate = (seed: number): GeneratedEstate => {
  const random = randomFrom(seed);
  const builder = new EstateBuilder(random);
  const apps = random.sample([...APPS], APPS.length);
  const stacks: BuiltStack[] = [];
  for (let number = 1 + random.below(2); number > 0; number -= 1) {
    const vpc = builder.vpc(random.chance(0.25));
    const wanted = wantedIn(builder, apps);
    const around = surroundingsOf(
      builder,
      vpc,
      wanted.map(({ people }) => people),
    );
    const here: BuiltStack[] = [];
    for (const each of wanted) {
      let shape = drawShape(random);
      let borrowed = borrowedFrom(builder, each, here.at(-1));
      const lent = here.at(-1)?.shape.tiers.find(({ key }) => key === "db");
      if (borrowed.size > 0 && lent !== undefined)
        shape = { ...shape, tiers: shape.tiers.map((tier) => (tier.key === "db" ? lent : tier)) };
      else borrowed = new Map();
      here.push(
        buildStack(builder, vpc, shape, { ...each, borrowed, namesInstances: random.chance(0.5) }, around),
      );
    }
    for (const stack of here) driftApart(builder, stack);
    if (random.chance(0.15)) crossTalk(builder, here);
    addNoise(builder, vpc);
    stacks.push(...here);
  }
  const observation = builder.build(!random.chance(0.05));
  const truth = stacks.map(({ name, vpc, tiers }): TrueStack => ({ name, vpcId: vpc.vpcId, tiers }));
  return { seed, observation, truth: { stacks: truth, drift: builder.drift } };
};
