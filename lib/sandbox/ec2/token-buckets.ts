import { Refusal } from "./refusal.ts";

export interface Bucket {
  readonly capacity: number;
  readonly refillPerSecond: number;
}

/** EC2-FACTS, "throttle": what each kind of call draws from, per account and Region, shared by all callers. */
const buckets = {
  "security-group-ingress": { capacity: 50, refillPerSecond: 5 },
  mutation: { capacity: 50, refillPerSecond: 5 },
  describe: { capacity: 100, refillPerSecond: 20 },
  "unfiltered-groups": { capacity: 50, refillPerSecond: 10 },
} as const satisfies Record<string, Bucket>;

export type BucketName = keyof typeof buckets;

export function bucketOf(action: string, mutates: boolean, input: object): BucketName {
  if (/^(Authorize|Revoke)SecurityGroupIngress$/.test(action)) return "security-group-ingress";
  if (mutates) return "mutation";
  const narrows = ["Filters", "MaxResults", "NextToken", "GroupIds", "GroupNames"];
  const isBare = !Object.keys(input).some((key) => narrows.includes(key));
  return action === "DescribeSecurityGroups" && isBare ? "unfiltered-groups" : "describe";
}

export interface TokenBuckets {
  /** Takes one token, or throws `RequestLimitExceeded`. */
  readonly take: (key: string, bucket: Bucket, now: number) => void;
}

export const standardBucket = (name: BucketName): Bucket => buckets[name];

export function tokenBuckets(): TokenBuckets {
  const levels = new Map<string, { tokens: number; at: number }>();
  return {
    take(key, { capacity, refillPerSecond }, now) {
      const level = levels.get(key) ?? { tokens: capacity, at: now };
      const refill = (Math.max(0, now - level.at) / 1000) * refillPerSecond;
      const tokens = Math.min(capacity, level.tokens + refill);
      levels.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
      if (tokens < 1) throw new Refusal("RequestLimitExceeded", "Request limit exceeded.", 503);
    },
  };
}
