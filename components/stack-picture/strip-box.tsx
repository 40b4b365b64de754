import type { Box } from "#components/stack-picture/edge-link.tsx";
import { membersInWords } from "#components/stack-picture/lane-box.tsx";
import { fitted } from "#components/stack-picture/picture-words.ts";
import { tierHue } from "#components/ui/tier-hue.ts";
import type { PictureTier } from "#lib/core/picture/tier-picture.ts";

interface Props {
  readonly tier: PictureTier;
  readonly box: Box;
  readonly sources: number;
}

/** The way in for people: a strip below the lanes with the door itself at its left. */
export const StripBox = ({ tier, box, sources }: Props) => {
  const [primary] = tier.groups;
  const label =
    primary === undefined ? "no group plays it" : `${primary.name ?? ""} ${primary.groupId}`.trim();
  const nameWidth = tier.name.length * 8.2;
  const room = Math.floor((box.width - nameWidth - 190) / 6.7);
  return (
    <g data-hue={tierHue(tier.name)}>
      <rect {...box} rx={10} className="fill-(--hue-soft) stroke-(--hue)" />
      <text x={box.x + 16} y={box.y + 26} className="fill-(--hue) text-[14px] font-[640]">
        {fitted(tier.name, 24)}
      </text>
      <text x={box.x + 28 + nameWidth} y={box.y + 26} className="fill-ink font-mono text-[11px]">
        {fitted(label, Math.max(10, room))}
      </text>
      <text x={box.x + box.width - 16} y={box.y + 26} textAnchor="end" className="fill-muted text-[11.5px]">
        {tier.role === "bastion"
          ? membersInWords(tier)
          : `${sources} ${sources === 1 ? "source" : "sources"}`}
      </text>
      <g className="fill-panel stroke-(--hue)" strokeWidth={1.6}>
        <path d={`M${box.x + 18} ${box.y + 86}v-28a13 13 0 0126 0v28z`} />
        <circle cx={box.x + 39} cy={box.y + 72} r={1.4} className="fill-(--hue)" />
      </g>
      {sources > 0 ? null : (
        <text x={box.x + 64} y={box.y + 72} className="fill-ink text-[13px]">
          Closed: nobody can open SSH here now.
        </text>
      )}
    </g>
  );
};
