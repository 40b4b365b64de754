/** Words that people put into names of groups, and what they say. A word is a hint; rules and interfaces say more. */
import type { Duty } from "./adoption.ts";

const TIER_WORDS: Readonly<Record<Duty, readonly string[]>> = {
  balancer: ["lb", "alb", "elb", "nlb", "loadbalancer", "balancer", "load"],
  front: [
    "web",
    "www",
    "front",
    "frontend",
    "fe",
    "ui",
    "public",
    "edge",
    "proxy",
    "nginx",
    "site",
    "gateway",
  ],
  inner: [
    ...["app", "application", "api", "backend", "be", "service", "server", "servers", "internal", "logic"],
    ...["worker", "workers", "job", "jobs", "batch", "core", "tomcat", "compute", "task", "tasks"],
  ],
  database: [
    ...["db", "database", "data", "rds", "mysql", "postgres", "postgresql", "pg", "maria", "mariadb"],
    ...["aurora", "mongo", "mongodb", "sql", "oracle", "mssql", "store", "docdb", "redshift", "persistence"],
  ],
  cache: ["cache", "redis", "memcached", "memcache", "elasticache", "valkey"],
  queue: ["queue", "mq", "rabbit", "rabbitmq", "kafka", "msk", "broker", "events", "activemq"],
  search: ["search", "elastic", "elasticsearch", "opensearch", "solr", "es"],
  files: ["files", "efs", "nfs", "fsx", "nas"],
  endpoint: ["endpoint", "endpoints", "vpce"],
  common: ["base", "common", "baseline"],
  door: ["ssh", "admin", "mgmt", "management", "door"],
  bastion: ["bastion", "jump", "jumpbox", "jumphost", "jumper"],
  "connect-endpoint": ["eice"],
};

const DUTY_OF: ReadonlyMap<string, Duty> = new Map(
  Object.entries(TIER_WORDS).flatMap(([duty, words]) => words.map((word) => [word, duty as Duty] as const)),
);

/** Words about groups, not about what they are for. */
const FILLER: ReadonlySet<string> = new Set([
  ...[
    "sg",
    "sgs",
    "secgroup",
    "securitygroup",
    "security",
    "group",
    "groups",
    "firewall",
    "fw",
    "the",
    "for",
  ],
  ...[
    "of",
    "and",
    "to",
    "from",
    "allow",
    "allows",
    "access",
    "only",
    "tier",
    "layer",
    "instance",
    "instances",
  ],
  ...["node", "nodes", "host", "hosts", "new", "old", "my", "main", "default", "launch", "wizard", "created"],
  ...["terraform", "managed", "by", "vpc", "ec2", "aws", "blue", "green", "copy", "tmp", "temp", "traffic"],
  // What services write into the descriptions of the interfaces they make.
  ...["network", "interface", "elasti", "mount", "target", "fs", "net"],
]);

const ENVIRONMENTS: Readonly<Record<string, string>> = {
  prod: "prod",
  production: "prod",
  prd: "prod",
  live: "prod",
  stage: "staging",
  staging: "staging",
  stg: "staging",
  dev: "dev",
  development: "dev",
  test: "test",
  testing: "test",
  tst: "test",
  qa: "qa",
  uat: "uat",
  demo: "demo",
  preprod: "preprod",
};

/** Programs that watch, scan or back up everything. */
const TOOLS: ReadonlySet<string> = new Set([
  ...["monitor", "monitoring", "prometheus", "zabbix", "nagios", "icinga", "sensu", "datadog", "telegraf"],
  ...["metrics", "scanner", "nessus", "qualys", "backup", "veeam", "observability"],
]);

export const namesTool = (name: string): boolean => wordsOf(name).some((word) => TOOLS.has(word));

/** What a word says a group does, if it says so. */
export const dutyOfWord = (word: string): Duty | null => DUTY_OF.get(word) ?? null;

/** The environment a word names (`production` is `prod`), if it names one. */
export const environmentOfWord = (word: string): string | null =>
  Object.hasOwn(ENVIRONMENTS, word) ? (ENVIRONMENTS[word] ?? null) : null;

/** Neither a tier's word, nor an environment's, nor filler: it may name an application. */
export const mayNameApplication = (word: string): boolean =>
  word.length > 1 && !FILLER.has(word) && !DUTY_OF.has(word) && !Object.hasOwn(ENVIRONMENTS, word);

/** What a random suffix looks like: CloudFormation's, a hash, a date, a number. */
const isRandom = (part: string): boolean =>
  /^\d+$/.test(part) ||
  (/^[0-9A-Z]{8,}$/.test(part) && /\d/.test(part) && /[A-Z]/.test(part)) ||
  (/^[0-9a-f]{6,}$/.test(part) && /\d/.test(part) && /[a-f]/.test(part));

/** The words of a name in lower case, without random parts: `ShopWebSG-1AB2C3D4` is shop, web, sg. */
export const wordsOf = (name: string): string[] =>
  name
    .slice(0, 255)
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== "" && !isRandom(part))
    .flatMap((part) =>
      part
        .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
        .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
        .split(" "),
    )
    .map((word) => word.toLowerCase().replace(/\d+$/, ""))
    .filter((word) => word !== "");

/** Words of a name that say what a tier does, in order: `internal`, `web`. */
export const dutyWords = (name: string): string[] => wordsOf(name).filter((word) => DUTY_OF.has(word));
