import { describe, expect, it } from "vitest";
import { whyNotGroupDescription, whyNotGroupName } from "./group-name.ts";

const LONG = "a".repeat(255);

describe("what EC2 lets a group be called", () => {
  it.each(["shop-web", "a b._-:/()#,@[]+=&;{}!$*Z9", "my-sg-web", "s", LONG])("%s", (name) => {
    expect(whyNotGroupName(name)).toBeNull();
    expect(whyNotGroupDescription(name)).toBeNull();
  });

  it.each([
    ["sg-web", "The group name sg-web begins like an id, which EC2 does not take."],
    ["SG-web", "The group name SG-web begins like an id, which EC2 does not take."],
    ["shöp", "The group name shöp has characters that EC2 does not take there."],
    ["öshop", "The group name öshop has characters that EC2 does not take there."],
    ["shopö", "The group name shopö has characters that EC2 does not take there."],
    ["", "The group name  has characters that EC2 does not take there."],
    [`${LONG}a`, `The group name ${"a".repeat(40)} has 256 characters; EC2 takes 255.`],
  ])("not %s: %s", (name, why) => expect(whyNotGroupName(name)).toBe(why));

  it.each([
    ["tab\there", "The group's description has characters that EC2 does not take there."],
    [`${LONG}a`, "The group's description has 256 characters; EC2 takes 255."],
  ])("nor describe it %j: %s", (text, why) => expect(whyNotGroupDescription(text)).toBe(why));

  it("takes a description that looks like an id", () =>
    expect(whyNotGroupDescription("sg-web was here")).toBeNull());
});
