/** A picture on its canvas: drawn whole while that is quick or nothing moves, and as sheets while a hand moves it. */
import type { Camera, View } from "./camera.ts";
import type { Picture } from "./draw-graph.ts";
import { laySheet, type Sheet, sheetOfCanvas, sheetOfWhole } from "./moving-sheet.ts";
import { paintPicture } from "./paint-picture.ts";
import type { Palette } from "./palette.ts";

/** A picture drawn in so many milliseconds is drawn anew in every frame. */
const QUICK = 5;

interface ShownPicture {
  readonly picture: Picture;
  readonly palette: Palette;
  readonly view: View;
}

interface WholeSheet extends Sheet {
  readonly of: ShownPicture;
}

export class MovingPicture {
  #near: Sheet | null = null;
  #whole: WholeSheet | null = null;
  /** Milliseconds that the picture took when it was drawn last, and from where. */
  #drawn: { readonly took: number; readonly camera: Camera } | null = null;

  /** What was seen is no longer what is to be seen. */
  renew(): void {
    this.#near = null;
    this.#drawn = null;
  }

  draw(canvas: HTMLCanvasElement, shown: ShownPicture, camera: Camera, isMoving: boolean): void {
    const context = canvas.getContext("2d", { alpha: false });
    if (context === null) return;
    if (isMoving && this.#drawn !== null && this.#drawn.took > QUICK) {
      this.#near ??= sheetOfCanvas(canvas, this.#drawn.camera, shown.view);
      this.#pushSheets(context, shown, camera, this.#near);
      return;
    }
    const start = performance.now();
    paintPicture(context, shown.picture, shown.palette, camera, shown.view);
    this.#drawn = { took: performance.now() - start, camera };
    this.#near = null;
    performance.mark("graph-drawn");
  }

  #pushSheets(context: CanvasRenderingContext2D, shown: ShownPicture, camera: Camera, near: Sheet): void {
    const { palette, view } = shown;
    const density = window.devicePixelRatio;
    context.globalAlpha = 1;
    context.setTransform(density, 0, 0, density, 0, 0);
    context.fillStyle = palette.canvas;
    context.fillRect(0, 0, view.width, view.height);
    laySheet(context, this.#wholeOf(shown), camera, view);
    laySheet(context, near, camera, view);
  }

  /** Kept while one only points at this node and that. */
  #wholeOf(shown: ShownPicture): Sheet {
    const { picture, palette, view } = shown;
    const known = this.#whole;
    if (known?.of.picture.lines === picture.lines && known.of.palette === palette && known.of.view === view)
      return known;
    const plain = { ...picture, selected: null, pointed: null, pair: null };
    const sheet = sheetOfWhole(
      (on, at, size) => paintPicture(on, plain, palette, at, size),
      picture.scene.bounds,
      view,
    );
    this.#whole = { ...sheet, of: shown };
    return this.#whole;
  }
}
