import { LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import { readTrailEvent, type TrailCall } from "#lib/formats/cloudtrail/read-event.ts";
import type { CallTrail } from "#lib/usecases/drift/call-trail.ts";
import type { Ec2Clients } from "./ec2-clients.ts";
import { ReadFailed, readCall } from "./read-call.ts";

/** Fifty events a page: so many of one group within two looks are more than anybody reads. */
const PAGES = 4;

/** It may not be read, or such an endpoint has none. */
const isDenied = (error: unknown): boolean =>
  error instanceof ReadFailed &&
  [
    "AccessDeniedException",
    "AccessDenied",
    "UnauthorizedOperation",
    "InvalidAction",
    "UnknownOperationException",
  ].includes(error.failure.code);

/** The event history, read with the observer's role: its permission is optional. */
export function createCallTrail(clients: Ec2Clients): CallTrail {
  return {
    async calls({ accountId, region }, groupId, from, to) {
      const { trail, trailReads } = await clients.connect(accountId, region, "read");
      if (trail === null) return null;
      const calls: TrailCall[] = [];
      let token: string | undefined;
      try {
        for (let page = 0; page < PAGES; page += 1) {
          const answer = await readCall("LookupEvents", trailReads, () =>
            trail.send(
              new LookupEventsCommand({
                LookupAttributes: [{ AttributeKey: "ResourceName", AttributeValue: groupId }],
                StartTime: from,
                EndTime: to,
                MaxResults: 50,
                ...(token === undefined ? {} : { NextToken: token }),
              }),
            ),
          );
          calls.push(...(answer.Events ?? []).map(readTrailEvent).filter((call) => call !== null));
          token = answer.NextToken;
          if (token === undefined) break;
        }
      } catch (error) {
        if (isDenied(error)) return null;
        throw error;
      }
      return calls;
    },
  };
}
