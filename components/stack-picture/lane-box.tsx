import type { Box } from "#components/stack-picture/edge-link.tsx";
import { MemberDots } from "#components/stack-picture/member-dots.tsx";
import { fitted } from "#components/stack-picture/picture-words.ts";
import { tierHue } from "#components/ui/tier-hue.ts";
import type { PictureTier } from "#lib/core/picture/tier-picture.ts";

interface Props {
  readonly tier: PictureTier;
  readonly box: Box;
}

export const membersInWords = (tier: PictureTier): string => {
  const instances = tier.members.filter((member) => member.kind === "instance").length;
  const services = tier.members.length - instances;
  if (tier.members.length === 0) return "carried by nothing";
  return [
    instances === 0 ? "" : `${instances} ${instances === 1 ? "instance" : "instances"}`,
    services === 0 ? "" : `${services} service ${services === 1 ? "interface" : "interfaces"}`,
  ]
    .filter((part) => part !== "")
    .join(", ");
};

/** A tier as a lane: its name in its hue, the groups that play it, what carries them. */
export const LaneBox = ({ tier, box }: Props) => {
  const [primary, ...others] = tier.groups;
  const room = Math.floor((box.width - 28) / 6.7);
  const groupLine =
    primary === undefined
      ? "no group plays it"
      : `${primary.name ?? primary.groupId}${others.length > 0 ? ` +${others.length}` : ""}`;
  return (
    <g data-hue={tierHue(tier.name)}>
      <rect {...box} rx={10} className="fill-(--hue-soft) stroke-(--hue)" />
      <text x={box.x + 14} y={box.y + 24} className="fill-(--hue) text-[14px] font-[640]">
        {fitted(tier.name, 20)}
      </text>
      {tier.faults === 0 ? null : (
        <text
          x={box.x + box.width - 12}
          y={box.y + 24}
          textAnchor="end"
          className="fill-missing text-[11.5px] font-[560]"
        >
          {tier.faults} misplaced
        </text>
      )}
      <text x={box.x + 14} y={box.y + 43} className="fill-ink font-mono text-[11px]">
        {fitted(groupLine, room)}
      </text>
      <text x={box.x + 14} y={box.y + 58} className="fill-muted font-mono text-[10.5px]">
        {primary?.name == null ? "" : fitted(primary.groupId, room)}
      </text>
      <MemberDots members={tier.members} x={box.x + 14} y={box.y + 72} width={box.width - 28} />
      <text x={box.x + 14} y={box.y + box.height - 12} className="fill-muted text-[11.5px]">
        {tier.isUnknown ? "not all of it could be read" : membersInWords(tier)}
      </text>
    </g>
  );
};
