"use client";

import { type RefObject, useCallback, useEffect, useState } from "react";
import { type CellSize, cellSize, type Place } from "#components/matrix/grid-steps.ts";

interface Span {
  readonly from: number;
  /** The first that is not in it. */
  readonly to: number;
}

export interface Sight {
  readonly rows: Span;
  readonly columns: Span;
  /** How large everything is drawn. */
  readonly cell: CellSize;
  readonly bring: (place: Place) => void;
}

const BEYOND = 2;

const span = (start: number, length: number, size: number, count: number): Span => ({
  from: Math.max(0, Math.min(count, Math.floor(start / size) - BEYOND)),
  to: Math.min(count, Math.ceil((start + length) / size) + BEYOND),
});

/** Which rows and columns of the grid are in sight, with a few beyond; and how to bring a cell into it. */
export const useWindow = (host: RefObject<HTMLDivElement | null>, rows: number, columns: number): Sight => {
  const [view, setView] = useState({ left: 0, top: 0, width: 900, height: 480 });

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const look = () =>
      setView({
        left: element.scrollLeft,
        top: element.scrollTop,
        width: element.clientWidth,
        height: element.clientHeight,
      });
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [host]);

  const cell = cellSize(view.width);
  const bring = useCallback(
    ({ row, column }: Place) => {
      const element = host.current;
      if (element === null) return;
      const near = (start: number, size: number, from: number, length: number): number =>
        start < from ? start : start + size > from + length ? start + size - length : from;
      element.scrollTo({
        top: near(row * cell.height, cell.height, element.scrollTop, element.clientHeight - cell.top),
        left: near(column * cell.width, cell.width, element.scrollLeft, element.clientWidth - cell.head),
      });
    },
    [host, cell],
  );

  return {
    rows: span(view.top, view.height - cell.top, cell.height, rows),
    columns: span(view.left, view.width - cell.head, cell.width, columns),
    cell,
    bring,
  };
};
