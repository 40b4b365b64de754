import path from "node:path";

interface OwnFileSettings {
  readonly SALLYPORT_DATA: string;
  readonly SALLYPORT_CHECKPOINT_FILE: string | undefined;
}

/** The file of checkpoints that the worker keeps: operators' commands must look at the same one. */
export const ownCheckpointFile = (settings: OwnFileSettings): string =>
  settings.SALLYPORT_CHECKPOINT_FILE ?? path.resolve(settings.SALLYPORT_DATA, "checkpoints.txt");
