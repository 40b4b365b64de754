import type { PictureMember } from "#lib/core/picture/tier-picture.ts";

interface Props {
  readonly members: readonly PictureMember[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const STEP = 23;

/** What carries a tier: a block an instance, a disc a service's interface; hollow and dashed where something is off. */
export const MemberDots = ({ members, x, y, width }: Props) => {
  const room = Math.max(1, Math.floor((width - 26) / STEP));
  const ordered = [...members].sort((a, b) => Number(b.fault !== "none") - Number(a.fault !== "none"));
  const shown = ordered.slice(0, room).reverse();
  return (
    <g>
      {shown.map((member, index) => {
        const left = x + index * STEP;
        const look =
          member.fault === "none"
            ? "fill-(--hue)"
            : "fill-panel stroke-missing stroke-[1.6] [stroke-dasharray:3_2]";
        return member.kind === "instance" ? (
          <rect key={member.interfaceId} x={left} y={y} width={18} height={16} rx={4} className={look} />
        ) : (
          <circle key={member.interfaceId} cx={left + 9} cy={y + 8} r={8} className={look} />
        );
      })}
      {members.length > shown.length ? (
        <text x={x + shown.length * STEP + 2} y={y + 12.5} className="fill-muted text-[11px]">
          +{members.length - shown.length}
        </text>
      ) : null}
    </g>
  );
};
