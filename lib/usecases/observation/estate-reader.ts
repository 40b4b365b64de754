/** What the observer needs of EC2: one account and Region read whole, part by part, as far as it could be read. */
import type {
  ObservedGroup,
  ObservedInstance,
  ObservedInterface,
  ObservedPart,
  ObservedPeering,
  ObservedPrefixList,
  ObservedSubnet,
  ObservedVpc,
} from "#lib/core/group/observation.ts";

export interface ItemOfPart {
  readonly vpcs: ObservedVpc;
  readonly subnets: ObservedSubnet;
  readonly peerings: ObservedPeering;
  readonly groups: ObservedGroup;
  readonly interfaces: ObservedInterface;
  readonly instances: ObservedInstance;
  readonly prefixLists: ObservedPrefixList;
}

export interface PartReading<Item> {
  /** What was read; everything there is only when complete. */
  readonly items: readonly Item[];
  readonly complete: boolean;
  /** A sentence for people: which call failed and how. Null when complete. */
  readonly problem: string | null;
}

/** What Service Quotas told of the account and Region. */
export interface LimitsReading {
  /** Null when it could not be read. */
  readonly rulesPerGroup: number | null;
  readonly groupsPerInterface: number | null;
  /** A sentence for people: which call failed and how. Null when both were read. */
  readonly problem: string | null;
}

export type PartReadings = { readonly [Part in ObservedPart]: PartReading<ItemOfPart[Part]> };

export interface EstateReading extends PartReadings {
  /** Absent when nobody asked. They are no part of what is there, so a look is complete without them. */
  readonly limits?: LimitsReading;
}

/** Pages and items read so far, by part. */
export type ObservationProgress = Partial<
  Record<ObservedPart, { readonly pages: number; readonly items: number }>
>;

export interface ScopeName {
  readonly accountId: string;
  readonly region: string;
}

export interface EstateReader {
  /**
   * Reads everything. Never throws for what EC2 does: an unreadable page is an incomplete part. A group whose rules
   * could not be read has `rulesKnown: false`.
   */
  read(scope: ScopeName, onProgress: (progress: ObservationProgress) => void): Promise<EstateReading>;
}
