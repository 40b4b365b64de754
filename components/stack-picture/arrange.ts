/** Which part of the picture each edge belongs to: an arrow between neighbours, a note above a lane, a chip at the door. */
import {
  BY_SEVERITY,
  type PictureEdge,
  type PictureTier,
  type TierPicture,
} from "#lib/core/picture/tier-picture.ts";

export interface ArrangedLane {
  readonly tier: PictureTier;
  /** From the lane before it, or from the Internet for the first lane. */
  readonly main: readonly PictureEdge[];
  /** Everything else that may come in or go out, worst first. */
  readonly others: readonly PictureEdge[];
  /** From the strips below: a bastion's SSH. */
  readonly fromBelow: readonly PictureEdge[];
}

export interface ArrangedStrip {
  readonly tier: PictureTier;
  readonly sources: readonly PictureEdge[];
}

export interface Arrangement {
  readonly lanes: readonly ArrangedLane[];
  readonly strips: readonly ArrangedStrip[];
}

const worstFirst = (edges: readonly PictureEdge[]): readonly PictureEdge[] =>
  [...edges].sort((a, b) => BY_SEVERITY.indexOf(a.state) - BY_SEVERITY.indexOf(b.state));

/** Door: as meant first, because that is what the door is for. */
const meantFirst = (edges: readonly PictureEdge[]): readonly PictureEdge[] =>
  [...edges].sort(
    (a, b) =>
      Number(b.state === "needed") - Number(a.state === "needed") ||
      BY_SEVERITY.indexOf(a.state) - BY_SEVERITY.indexOf(b.state),
  );

export const arrange = (picture: TierPicture): Arrangement => {
  const workloads = picture.tiers.filter((tier) => tier.role === "workload");
  const below = picture.tiers.filter((tier) => tier.role !== "workload");
  const edgesOf = (tier: string) => picture.edges.filter((edge) => edge.tier === tier);

  const lanes = workloads.map((tier, index): ArrangedLane => {
    const before = workloads[index - 1]?.name;
    const isMain = (edge: PictureEdge) =>
      edge.direction === "ingress" &&
      (before === undefined
        ? edge.source.kind === "anyone"
        : edge.source.kind === "tier" && edge.source.id === before);
    const isBelow = (edge: PictureEdge) =>
      edge.direction === "ingress" &&
      edge.source.kind === "tier" &&
      below.some((other) => other.name === edge.source.id);
    const edges = edgesOf(tier.name);
    return {
      tier,
      main: edges.filter(isMain),
      fromBelow: edges.filter(isBelow),
      others: worstFirst(edges.filter((edge) => !isMain(edge) && !isBelow(edge))),
    };
  });
  return {
    lanes,
    strips: below.map((tier) => ({ tier, sources: meantFirst(edgesOf(tier.name)) })),
  };
};
