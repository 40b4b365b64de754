import { bucketPlace } from "#lib/adapters/checkpoints/bucket-place.ts";
import type { CheckpointPlace } from "#lib/adapters/checkpoints/checkpoint-place.ts";
import { filePlace } from "#lib/adapters/checkpoints/file-place.ts";
import { ownCheckpointFile } from "#lib/adapters/checkpoints/own-file.ts";
import { webhookPlace } from "#lib/adapters/checkpoints/webhook-place.ts";
import { prepareDataFolder } from "#lib/adapters/system/data-folder.ts";
import type { Environment } from "#lib/adapters/system/environment.ts";
import { isLoopbackHost } from "#lib/adapters/system/loopback-host.ts";
import { StartupRefusal } from "#lib/adapters/system/startup-refusal.ts";

type CheckpointSettings = Pick<
  Environment<"worker">,
  | "SALLYPORT_DATA"
  | "SALLYPORT_CHECKPOINT_FILE"
  | "SALLYPORT_CHECKPOINT_BUCKET"
  | "SALLYPORT_CHECKPOINT_BUCKET_REGION"
  | "SALLYPORT_CHECKPOINT_BUCKET_KEY_ID"
  | "SALLYPORT_CHECKPOINT_BUCKET_SECRET"
  | "SALLYPORT_CHECKPOINT_WEBHOOK"
>;

/** Nobody on the way may exchange what is sent, so that it looks as if it had been kept. */
function safeUrl(name: string, text: string): URL {
  const url = new URL(text);
  if (url.protocol === "https:" || isLoopbackHost(url.hostname)) return url;
  throw new StartupRefusal(`${name} must begin with https:// (http only to this machine).`);
}

/** Where the worker puts checkpoints: a file always, and a bucket and a webhook where they are configured. */
export function configuredPlaces(settings: CheckpointSettings): readonly CheckpointPlace[] {
  if (settings.SALLYPORT_CHECKPOINT_FILE === undefined) prepareDataFolder(settings.SALLYPORT_DATA);
  const places = [filePlace(ownCheckpointFile(settings))];
  const bucket = settings.SALLYPORT_CHECKPOINT_BUCKET;
  if (bucket !== undefined) {
    const keyId = settings.SALLYPORT_CHECKPOINT_BUCKET_KEY_ID;
    const secret = settings.SALLYPORT_CHECKPOINT_BUCKET_SECRET;
    if (keyId === undefined || secret === undefined) {
      throw new StartupRefusal(
        "SALLYPORT_CHECKPOINT_BUCKET needs SALLYPORT_CHECKPOINT_BUCKET_KEY_ID and SALLYPORT_CHECKPOINT_BUCKET_SECRET beside it.",
      );
    }
    const url = safeUrl("SALLYPORT_CHECKPOINT_BUCKET", bucket);
    places.push(bucketPlace({ url, region: settings.SALLYPORT_CHECKPOINT_BUCKET_REGION, keyId, secret }));
  }
  const webhook = settings.SALLYPORT_CHECKPOINT_WEBHOOK;
  if (webhook !== undefined) places.push(webhookPlace(safeUrl("SALLYPORT_CHECKPOINT_WEBHOOK", webhook)));
  return places;
}
