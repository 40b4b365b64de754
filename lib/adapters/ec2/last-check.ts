import type { EC2Client } from "@aws-sdk/client-ec2";
import { z } from "zod";

/** The request was signed and then kept back: it never left. */
export class KeptBack extends Error {
  override readonly name = "KeptBack";
}

/**
 * A client whose every request asks `mayStillSend` after it was signed, just before it leaves. So the stamp of a
 * request that does leave is never later than the answer: when it can no longer be accepted is known, even if this
 * process is stopped between the answer and the socket. `answered` is told the id that EC2 gave to the request.
 */
export function withLastCheck(
  ec2: EC2Client,
  mayStillSend: () => boolean,
  answered: (requestId: string) => void,
): Pick<EC2Client, "send"> {
  const checked = Object.create(ec2) as EC2Client;
  checked.middlewareStack = ec2.middlewareStack.clone();
  checked.middlewareStack.add(
    (next) => (args) => {
      if (!mayStillSend()) throw new KeptBack("The lease or the time to send had ended.");
      return next(args);
    },
    // The innermost place there is: everything else, signing included, has been done.
    { step: "deserialize", priority: "low", name: "lastCheckMiddleware" },
  );
  checked.middlewareStack.add(
    (next) => async (args) => {
      try {
        const result = await next(args);
        answered(requestIdOf(result.output));
        return result;
      } catch (error) {
        answered(requestIdOf(error));
        throw error;
      }
    },
    { step: "initialize", name: "requestIdMiddleware" },
  );
  return checked;
}

const metadataSchema = z.object({ $metadata: z.object({ requestId: z.string().max(100) }) });

/** Empty where there was no answer. */
function requestIdOf(answer: unknown): string {
  const read = metadataSchema.safeParse(answer);
  return read.success ? read.data.$metadata.requestId : "";
}
