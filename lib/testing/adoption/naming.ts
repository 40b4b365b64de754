/** How people name groups: well, in a house style, by accident, or not at all. */
import type { Tags } from "#lib/core/group/observation.ts";
import type { Random } from "../account/random.ts";

export interface NameOf {
  readonly app: string;
  readonly environment: string | null;
  /** What the tier is called by these people. */
  readonly word: string;
}

export type Scheme = (name: NameOf, random: Random) => { readonly name: string; readonly tags: Tags };

/** Many words for one thing; not all of them are words that tell. */
export const TIER_WORDS: Readonly<Record<string, readonly string[]>> = {
  web: ["web", "www", "frontend", "nginx", "portal", "storefront"],
  lb: ["lb", "alb", "elb", "ingress", "edge", "loadbalancer"],
  app: ["app", "api", "backend", "tomcat", "server", "puma", "service"],
  api: ["api", "backend", "app"],
  worker: ["worker", "jobs", "sidekiq", "batch"],
  gateway: ["gateway", "router", "bff"],
  orders: ["orders", "basket"],
  billing: ["billing", "ledger"],
  db: ["db", "database", "rds", "mysql", "pg", "data", "persistence", "vault"],
  cache: ["cache", "redis", "elasticache"],
  queue: ["queue", "mq", "kafka", "bus"],
  search: ["search", "es", "opensearch"],
  files: ["files", "efs", "share"],
  endpoint: ["endpoint", "vpce", "privatelink"],
  door: ["ssh", "ssh-admin", "admin", "mgmt", "remote"],
  bastion: ["bastion", "jump", "jumpbox", "gate"],
};

export const APPS = [
  ...[
    "shop",
    "payments",
    "ledgerly",
    "atlas",
    "kite",
    "harbour",
    "nimbus",
    "crm",
    "wiki",
    "intranet",
    "orchid",
  ],
  ...[
    "falcon",
    "billtrack",
    "tracker",
    "hrportal",
    "pulse",
    "quotes",
    "loyalty",
    "fleet",
    "booking",
    "media",
  ],
] as const;

const ANIMALS = [
  ...["otter", "heron", "lynx", "marten", "newt", "ibex", "stoat", "finch", "carp", "adder", "moth", "wren"],
  ...["vole", "crane", "perch", "toad", "hare", "boar", "swift", "tern", "kestrel", "badger", "mole", "pike"],
] as const;

const capital = (word: string): string => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
const dashed = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join("-");
const suffix = (random: Random): string =>
  Array.from({ length: 12 }, () => random.pick([..."ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"])).join("");

const applicationTags = ({ app, environment }: NameOf): Tags => ({
  Application: app,
  ...(environment === null ? {} : { Environment: environment }),
});

const clean: Scheme = ({ app, environment, word }) => ({ name: dashed([app, environment, word]), tags: {} });
const cleanTagged: Scheme = (name) => ({
  name: dashed([name.app, name.environment, name.word, "sg"]),
  tags: applicationTags(name),
});
const environmentFirst: Scheme = ({ app, environment, word }) => ({
  name: `${dashed([environment ?? "prod", app, word])}`,
  tags: {},
});
const camel: Scheme = ({ app, environment, word }) => ({
  name: `${capital(app)}${capital(environment ?? "")}${capital(word.replaceAll("-", ""))}SG`,
  tags: {},
});
const cloudFormation: Scheme = ({ app, environment, word }, random) => {
  const stack = dashed([app, environment]);
  return {
    name: `${stack}-${capital(word.replaceAll("-", ""))}SecurityGroup-${suffix(random)}`,
    tags: {
      "aws:cloudformation:stack-name": stack,
      "aws:cloudformation:logical-id": `${capital(word)}SecurityGroup`,
    },
  };
};
const terraform: Scheme = (name, random) => ({
  name: `terraform-2024${random.hex(4)}0000000${random.below(10)}`,
  tags: { Name: dashed([name.app, name.environment, name.word]), Terraform: "true" },
});
const tierFirst: Scheme = ({ app, environment, word }) => ({
  name: `sg_${word}_${dashed([app, environment])}`,
  tags: {},
});
const tierOnly: Scheme = ({ word }, random) => ({
  name: random.chance(0.5) ? word : `${word}-${random.below(90) + 2}`,
  tags: {},
});
const wizard: Scheme = (_, random) => ({ name: `launch-wizard-${random.below(400) + 1}`, tags: {} });
const animals: Scheme = (_, random) => ({ name: `${random.pick(ANIMALS)}-${random.below(90)}`, tags: {} });
const tagsOnly: Scheme = (name, random) => ({
  name: `launch-wizard-${random.below(400) + 1}`,
  tags: applicationTags(name),
});

const SCHEMES: readonly Scheme[] = [
  ...[clean, clean, cleanTagged, environmentFirst, camel, cloudFormation, terraform, tierFirst],
  ...[tierOnly, wizard, animals, tagsOnly],
];

export const drawScheme = (random: Random): Scheme => random.pick(SCHEMES);
