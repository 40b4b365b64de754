"use client";

import { type PointerEvent, type RefObject, useCallback, useEffect, useRef } from "react";
import {
  brought,
  type Camera,
  fitted,
  panned,
  parseCamera,
  printCamera,
  resized,
  toPicture,
  type View,
  zoomed,
} from "./camera.ts";
import type { Picture } from "./draw-graph.ts";
import { Minimap } from "./minimap.tsx";
import { MovingPicture } from "./moving-picture.ts";
import { frameTitleAt, nodeAt } from "./node-at.ts";
import type { Palette } from "./palette.ts";
import type { Box } from "./scene.ts";

interface Props {
  readonly picture: Picture;
  readonly palette: Palette;
  readonly view: View;
  /** As in the address; empty for all of it. */
  readonly camera: string;
  /** What is brought into view where the address names no place: all of it, or what is in focus. */
  readonly fit: Box;
  readonly onCamera: (camera: string) => void;
  /** A node was pressed: to go there, or to be looked at closer. */
  readonly onPress: (at: number, closer: boolean) => void;
  /** The title of an open cluster's frame was pressed. */
  readonly onPressFrame: (id: string) => void;
  readonly onHover: (at: number | null) => void;
  /** Set to what moves the picture from outside. */
  readonly controls: RefObject<CanvasControls | null>;
}

export interface CanvasControls {
  readonly zoom: (factor: number) => void;
  readonly showAll: () => void;
  /** Into view, if it is not there already. */
  readonly bring: (box: Box) => void;
}

const SETTLED = 160;
const WHEEL = 0.0016;
/** A press that moved further than this was a drag. */
const STILL = 4;

/** The picture itself. What it shows is told in words beside it and in the matrix; it takes no focus of its own. */
export const GraphCanvas = (props: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(props);
  latest.current = props;
  const camera = useRef<Camera | null>(null);
  const frame = useRef(0);
  const settle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const settleFrame = useRef(0);
  /** When the hand moved last. */
  const lastMove = useRef(0);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  const moved = useRef(0);
  const minimap = useRef<(camera: Camera) => void>(() => {});

  const isMoving = useRef(false);
  const moving = useRef(new MovingPicture());

  const draw = useCallback(() => {
    cancelAnimationFrame(frame.current);
    frame.current = 0;
    if (canvas.current === null || camera.current === null) return;
    moving.current.draw(canvas.current, latest.current, camera.current, isMoving.current);
    minimap.current(camera.current);
  }, []);

  const redraw = useCallback(() => {
    if (frame.current === 0) frame.current = requestAnimationFrame(draw);
  }, [draw]);

  // Where drawing takes longer than a hand rests, what the hand did meanwhile is heard only after the timer: the frame
  // that follows tells whether it rests.
  const restSoon = useCallback(() => {
    clearTimeout(settle.current);
    settle.current = setTimeout(() => {
      settleFrame.current = requestAnimationFrame(() => {
        if (performance.now() - lastMove.current < SETTLED) return restSoon();
        isMoving.current = false;
        redraw();
        if (camera.current !== null) latest.current.onCamera(printCamera(camera.current));
      });
    }, SETTLED);
  }, [redraw]);

  const look = useCallback(
    (next: Camera) => {
      camera.current = next;
      isMoving.current = true;
      lastMove.current = performance.now();
      redraw();
      restSoon();
    },
    [redraw, restSoon],
  );

  const { picture, palette, view, fit, camera: asked, controls } = props;
  const seen = useRef({ fit, view, window: 0 });
  useEffect(() => {
    const { fit: fitBefore, view: viewBefore, window: windowBefore } = seen.current;
    seen.current = { fit, view, window: window.innerWidth };
    // What the address says after a move is where one is already, but for its rounding.
    if (camera.current !== null && printCamera(camera.current) === asked) return;
    // The card of a selected node takes room at the side: the picture stays as large as it is.
    const isCard =
      asked === "" && fit === fitBefore && view !== viewBefore && window.innerWidth === windowBefore;
    if (camera.current !== null && isCard) {
      camera.current = resized(camera.current, viewBefore, view);
      const { picture: shown } = latest.current;
      const box = shown.selected === null ? undefined : shown.scene.boxes[shown.selected];
      if (box !== undefined) camera.current = brought(camera.current, view, box);
    } else camera.current = parseCamera(asked) ?? fitted(fit, view);
    isMoving.current = false;
    redraw();
  }, [asked, fit, view, redraw]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is read from the latest properties
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const density = window.devicePixelRatio;
    const [width, height] = [Math.round(view.width * density), Math.round(view.height * density)];
    if (element.width !== width || element.height !== height) {
      element.width = width;
      element.height = height;
    }
    moving.current.renew();
    // At once: a frame later would be a frame late.
    draw();
  }, [picture, palette, view, fit, draw]);

  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    // React's own wheel listeners may not keep the page from scrolling.
    const onWheel = (event: WheelEvent) => {
      if (camera.current === null) return;
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * WHEEL);
      look(zoomed(camera.current, latest.current.view, factor, event.offsetX, event.offsetY));
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => {
      element.removeEventListener("wheel", onWheel);
      clearTimeout(settle.current);
      cancelAnimationFrame(settleFrame.current);
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    };
  }, [look]);

  const pointUnder = (event: PointerEvent) => {
    if (camera.current === null || canvas.current === null) return null;
    const rectangle = canvas.current.getBoundingClientRect();
    const [x, y] = [event.clientX - rectangle.left, event.clientY - rectangle.top];
    return toPicture(camera.current, latest.current.view, x, y);
  };
  const under = (event: PointerEvent): number | null => {
    const point = pointUnder(event);
    return point === null ? null : nodeAt(latest.current.picture.scene, point);
  };

  const onMove = (event: PointerEvent) => {
    const from = pointers.current.get(event.pointerId);
    if (from === undefined) {
      if (event.pointerType === "mouse") props.onHover(under(event));
      return;
    }
    const now = camera.current;
    if (now === null) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    moved.current += Math.abs(dx) + Math.abs(dy);
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (other === undefined) {
      if (moved.current > STILL) look(panned(now, dx, dy));
      return;
    }
    const before = Math.hypot(from.x - other.x, from.y - other.y);
    const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
    const rectangle = canvas.current?.getBoundingClientRect();
    const [x, y] = [(event.clientX + other.x) / 2, (event.clientY + other.y) / 2];
    if (before > 0 && rectangle !== undefined)
      look(zoomed(panned(now, dx / 2, dy / 2), view, after / before, x - rectangle.left, y - rectangle.top));
  };

  const onUp = (event: PointerEvent) => {
    if (!pointers.current.delete(event.pointerId) || moved.current > STILL) return;
    const at = under(event);
    if (at !== null) return props.onPress(at, event.shiftKey || event.pointerType !== "mouse");
    const point = pointUnder(event);
    const frameId = point === null ? null : frameTitleAt(latest.current.picture.scene, point);
    if (frameId !== null) props.onPressFrame(frameId);
  };

  useEffect(() => {
    controls.current = {
      zoom: (factor) => {
        const { view: seen } = latest.current;
        if (camera.current !== null)
          look(zoomed(camera.current, seen, factor, seen.width / 2, seen.height / 2));
      },
      showAll: () => look(fitted(latest.current.picture.scene.bounds, latest.current.view)),
      bring: (box) => {
        const now = camera.current;
        const next = now === null ? null : brought(now, latest.current.view, box);
        if (next !== null && next !== now) look(next);
      },
    };
  }, [controls, look]);

  return (
    <div aria-hidden="true" className="contents">
      <canvas
        ref={canvas}
        className="absolute inset-0 size-full cursor-grab touch-none active:cursor-grabbing"
        onPointerDown={(event) => {
          moved.current = 0;
          pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={(event) => pointers.current.delete(event.pointerId)}
        onPointerLeave={() => props.onHover(null)}
      />
      <Minimap picture={picture} palette={palette} view={view} follow={minimap} onLook={look} />
    </div>
  );
};
