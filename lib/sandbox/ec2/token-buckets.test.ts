import { describe, expect, it } from "vitest";
import { bucketOf, standardBucket, tokenBuckets } from "./token-buckets.ts";

describe("token buckets", () => {
  it("give their capacity at once, then what is refilled, never more than the capacity", () => {
    const buckets = tokenBuckets();
    const bucket = { capacity: 3, refillPerSecond: 2 };
    const taken = (now: number): number => {
      let count = 0;
      for (; count < 100; count += 1) {
        try {
          buckets.take("here", bucket, now);
        } catch {
          break;
        }
      }
      return count;
    };
    expect(taken(0)).toBe(3);
    expect(taken(499)).toBe(0);
    expect(taken(500)).toBe(1);
    expect(taken(60_000)).toBe(3);
    buckets.take("elsewhere", bucket, 60_000);
  });

  it("are EC2's own: one for security group ingress, one for other mutations, three kinds of reads", () => {
    expect(bucketOf("RevokeSecurityGroupIngress", true, {})).toBe("security-group-ingress");
    expect(bucketOf("AuthorizeSecurityGroupEgress", true, {})).toBe("mutation");
    expect(bucketOf("DescribeSecurityGroups", false, {})).toBe("unfiltered-groups");
    expect(bucketOf("DescribeSecurityGroups", false, { MaxResults: 5 })).toBe("describe");
    expect(standardBucket("describe")).toEqual({ capacity: 100, refillPerSecond: 20 });
  });
});
