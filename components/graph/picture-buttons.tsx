"use client";

import { Button } from "#components/ui/button.tsx";
import { saveBlob } from "#components/ui/save-blob.ts";
import type { Picture } from "./draw-graph.ts";
import type { Palette } from "./palette.ts";
import { pngFile, svgFile } from "./picture-file.ts";

interface Props {
  readonly picture: Picture;
  readonly palette: Palette;
}

/** All of the picture to take away, as it looks on screen. */
export const PictureButtons = ({ picture, palette }: Props) => {
  const savePng = async () => {
    const file = await pngFile(picture, palette);
    if (file !== null) saveBlob("sallyport-graph.png", file);
  };
  return (
    <>
      <Button
        size="small"
        onClick={() => saveBlob("sallyport-graph.svg", svgFile(picture, palette, "Graph of security groups"))}
      >
        SVG
      </Button>
      <Button size="small" onClick={() => void savePng()}>
        PNG
      </Button>
    </>
  );
};
