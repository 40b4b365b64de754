/** What a new stack can be made of. Names of VPCs, instances and groups are text that others wrote. */
export interface ShownPattern {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly tiers: readonly string[];
  readonly joinable: readonly string[];
}

export interface ShownPlace {
  readonly scopeId: string;
  readonly accountName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly name: string | null;
  readonly instances: readonly {
    readonly interfaceId: string;
    readonly instanceId: string;
    readonly name: string | null;
    readonly groups: readonly string[];
  }[];
}

export const placeKey = ({ scopeId, vpcId }: ShownPlace): string => `${scopeId}/${vpcId}`;
