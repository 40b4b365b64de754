import { describe } from "vitest";
import { tryCases } from "#lib/core/testing/catalogue-cases.ts";
import { groupOf, observationOf } from "#lib/core/testing/estate.ts";
import { worldOpenDataPort } from "./world-open-data-port.ts";

const one = (...rules: string[]) => observationOf({ groups: [groupOf("sg-a", rules)] });

describe("data open to the whole Internet", () => {
  tryCases(worldOpenDataPort, [
    { name: "a database", observation: one("tcp 3306 0.0.0.0/0"), says: ["sure sg-a"] },
    { name: "file shares, on IPv6", observation: one("tcp 445 ::/0"), says: ["sure sg-a"] },
    { name: "memcached over UDP", observation: one("udp 11211 0.0.0.0/0"), says: ["sure sg-a"] },
    { name: "a database for one network", observation: one("tcp 3306 198.51.100.0/24"), says: [] },
    { name: "the web", observation: one("tcp 443 0.0.0.0/0"), says: [] },
    { name: "SSH, which another rule is about", observation: one("tcp 22 0.0.0.0/0"), says: [] },
    {
      name: "rules that could not be read",
      observation: observationOf({ groups: [groupOf("sg-a", [], { rulesKnown: false })] }),
      says: ["cannot-tell unread-groups"],
    },
  ]);
});
