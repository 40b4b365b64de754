/** The shapes of applications: tiers, who calls whom on which service. Ports vary; some stores listen where nobody expects. */
import type { Duty } from "#lib/core/adopt/adoption.ts";
import type { Random } from "../account/random.ts";

export interface ShapeTier {
  readonly key: string;
  readonly duty: Duty;
  readonly port: number;
}

export interface Shape {
  readonly tiers: readonly ShapeTier[];
  /** Caller, called. */
  readonly calls: readonly (readonly [string, string])[];
}

type Draw = (random: Random) => Shape;

const DATABASES = [3306, 5432, 5432, 1433, 27017, 6033];
const APPLICATIONS = [8080, 8080, 8000, 3000, 5000, 9000, 8443, 4567];

const database = (random: Random, key = "db"): ShapeTier => ({
  key,
  duty: "database",
  port: random.pick(DATABASES),
});
const inner = (random: Random, key = "app"): ShapeTier => ({
  key,
  duty: "inner",
  port: random.pick(APPLICATIONS),
});
const front: ShapeTier = { key: "web", duty: "front", port: 443 };
const balancer: ShapeTier = { key: "lb", duty: "balancer", port: 443 };
/** Behind a balancer the machines are no front: only the balancer calls them. */
const behind = (random: Random): ShapeTier => ({
  key: "web",
  duty: "inner",
  port: random.pick([80, 443, 8080]),
});

const classic: Draw = (random) => ({
  tiers: [front, inner(random), database(random)],
  calls: [
    ["web", "app"],
    ["app", "db"],
  ],
});

const balanced: Draw = (random) => ({
  tiers: [balancer, behind(random), inner(random), database(random)],
  calls: [
    ["lb", "web"],
    ["web", "app"],
    ["app", "db"],
  ],
});

const shortBalanced: Draw = (random) => ({
  tiers: [balancer, inner(random), database(random)],
  calls: [
    ["lb", "app"],
    ["app", "db"],
  ],
});

const twoTiers: Draw = (random) => ({ tiers: [front, database(random)], calls: [["web", "db"]] });

const events: Draw = (random) => ({
  tiers: [
    balancer,
    inner(random, "api"),
    { key: "worker", duty: "inner", port: 0 },
    { key: "queue", duty: "queue", port: random.pick([5671, 9092, 61617]) },
    { key: "cache", duty: "cache", port: 6379 },
    database(random),
  ],
  calls: [
    ["lb", "api"],
    ["api", "queue"],
    ["worker", "queue"],
    ["api", "cache"],
    ["api", "db"],
    ["worker", "db"],
  ],
});

const services: Draw = (random) => ({
  tiers: [
    front,
    { key: "gateway", duty: "inner", port: 8080 },
    { key: "orders", duty: "inner", port: 8081 },
    { key: "billing", duty: "inner", port: 8082 },
    database(random),
    { key: "search", duty: "search", port: 9200 },
  ],
  calls: [
    ["web", "gateway"],
    ["gateway", "orders"],
    ["gateway", "billing"],
    ["orders", "db"],
    ["billing", "db"],
    ["orders", "search"],
  ],
});

const withEndpoint: Draw = (random) => ({
  tiers: [front, inner(random), database(random), { key: "endpoint", duty: "endpoint", port: 443 }],
  calls: [
    ["web", "app"],
    ["app", "db"],
    ["app", "endpoint"],
  ],
});

const withFiles: Draw = (random) => ({
  tiers: [balancer, behind(random), { key: "files", duty: "files", port: 2049 }, database(random)],
  calls: [
    ["lb", "web"],
    ["web", "files"],
    ["web", "db"],
  ],
});

const SHAPES: readonly Draw[] = [
  ...[classic, classic, classic, balanced, balanced, shortBalanced, twoTiers],
  ...[events, services, withEndpoint, withFiles],
];

export const drawShape = (random: Random): Shape => random.pick(SHAPES)(random);
