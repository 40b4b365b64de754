import { arrange } from "#components/stack-picture/arrange.ts";
import { PictureLegend } from "#components/stack-picture/picture-legend.tsx";
import type { PictureLinks } from "#components/stack-picture/picture-links.ts";
import { PictureNarrow } from "#components/stack-picture/picture-narrow.tsx";
import { PictureWide } from "#components/stack-picture/picture-wide.tsx";
import type { TierPicture } from "#lib/core/picture/tier-picture.ts";

interface Props {
  readonly picture: TierPicture;
  readonly links: PictureLinks;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The architecture slide, drawn from what EC2 says. Its twin in words are the tabs below it. */
export const StackPicture = ({ picture, links, now }: Props) => {
  const arrangement = arrange(picture);
  return (
    <>
      <div className="relative overflow-x-auto px-2 py-3 max-md:hidden">
        <PictureWide arrangement={arrangement} links={links} now={now} />
      </div>
      <div className="px-3 py-3 md:hidden">
        <PictureNarrow arrangement={arrangement} links={links} now={now} />
      </div>
      <PictureLegend states={new Set(picture.edges.map((edge) => edge.state))} />
    </>
  );
};
