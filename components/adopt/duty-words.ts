import type { Duty } from "#lib/core/adopt/adoption.ts";

/** What a tier does, in words. */
export const DUTY_WORDS: Readonly<Record<Duty, string>> = {
  balancer: "a load balancer",
  front: "open to networks outside",
  inner: "called by other tiers, or calling them",
  database: "a database",
  cache: "a cache",
  queue: "a queue",
  search: "a search service",
  files: "a file system",
  endpoint: "a VPC endpoint",
  common: "carried beside the tiers",
  door: "where people's SSH comes in",
  bastion: "a bastion people pass through",
  "connect-endpoint": "an Instance Connect Endpoint",
};
