"use client";

import { type PointerEvent, type RefObject, useEffect, useRef } from "react";
import { type Camera, isSeen, toPicture, type View } from "./camera.ts";
import type { Picture } from "./draw-graph.ts";
import { markColour } from "./mark-look.ts";
import type { Palette } from "./palette.ts";

interface Props {
  readonly picture: Picture;
  readonly palette: Palette;
  readonly view: View;
  /** Set to what is to be called whenever another part of the picture is seen. */
  readonly follow: RefObject<(camera: Camera) => void>;
  readonly onLook: (camera: Camera) => void;
}

const WIDTH = 148;
const HEIGHT = 96;
const SMALL = 700;

/** All of the picture at once, and which part of it is seen. While all is seen it would only cover some of it. */
export const Minimap = ({ picture, palette, view, follow, onLook }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const now = useRef<Camera | null>(null);
  const { scene, forward } = picture;
  const { bounds, boxes, shown } = scene;
  const scale = Math.min((WIDTH - 8) / Math.max(1, bounds.width), (HEIGHT - 8) / Math.max(1, bounds.height));
  const [left, top] = [(WIDTH - bounds.width * scale) / 2, (HEIGHT - bounds.height * scale) / 2];

  useEffect(() => {
    const density = window.devicePixelRatio;
    let ground: HTMLCanvasElement | null = null;
    const paintGround = (): HTMLCanvasElement => {
      const sheet = document.createElement("canvas");
      sheet.width = WIDTH * density;
      sheet.height = HEIGHT * density;
      const context = sheet.getContext("2d");
      if (context === null) return sheet;
      context.setTransform(density, 0, 0, density, 0, 0);
      context.fillStyle = palette.panel;
      context.fillRect(0, 0, WIDTH, HEIGHT);
      boxes.forEach((box, at) => {
        const worst = (["drift", "unknown"] as const).find(
          (mark) => shown.nodes[at]?.marks[mark] !== undefined,
        );
        context.globalAlpha = forward === null || forward.has(at) ? 1 : 0.25;
        context.fillStyle = worst === undefined ? palette.lineStrong : markColour(worst, palette);
        context.fillRect(
          left + box.x * scale,
          top + box.y * scale,
          Math.max(1.2, box.width * scale),
          Math.max(1.2, box.height * scale),
        );
      });
      return sheet;
    };
    const draw = (camera: Camera) => {
      now.current = camera;
      const element = canvas.current;
      if (element === null) return;
      element.hidden = isSeen(bounds, camera, view);
      if (element.hidden) return;
      if (ground === null) {
        ground = paintGround();
        element.width = ground.width;
        element.height = ground.height;
      }
      const context = element.getContext("2d");
      if (context === null) return;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(ground, 0, 0);
      context.setTransform(density, 0, 0, density, 0, 0);
      const corner = toPicture(camera, view, 0, 0);
      context.strokeStyle = palette.accent;
      context.lineWidth = 1.5;
      context.strokeRect(
        left + corner.x * scale,
        top + corner.y * scale,
        (view.width / camera.scale) * scale,
        (view.height / camera.scale) * scale,
      );
    };
    follow.current = draw;
    if (now.current !== null) draw(now.current);
  }, [forward, palette, view, follow, bounds, boxes, shown, scale, left, top]);

  const lookThere = (event: PointerEvent) => {
    if (now.current === null || event.buttons === 0) return;
    const rectangle = event.currentTarget.getBoundingClientRect();
    onLook({
      scale: now.current.scale,
      x: (event.clientX - rectangle.left - left) / scale,
      y: (event.clientY - rectangle.top - top) / scale,
    });
  };

  return view.width < SMALL ? null : (
    <canvas
      ref={canvas}
      hidden
      onPointerDown={lookThere}
      onPointerMove={lookThere}
      className="absolute right-3 bottom-3 h-24 w-37 cursor-crosshair rounded-lg border border-line-strong"
    />
  );
};
