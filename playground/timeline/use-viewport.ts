/** Which part of the timeline is seen: what the element's size, its scrollbars, wheel, fingers and keys make of it. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { follow, followLane, HEADROOM, rowOf, scaleOf, type View, type Zoom, zoomLeft } from "./view.ts";

interface Shown {
  readonly lanes: number;
  readonly length: number;
  readonly position: number;
  /** The lane of who acts there, from the top. */
  readonly acting: number | undefined;
  readonly axis: number;
}

interface Viewport {
  readonly view: View;
  /** What the labels take to the left. */
  readonly gutter: number;
  /** Of the whole picture. */
  readonly size: { readonly width: number; readonly height: number };
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly zoom: (factor: number | "fit", x?: number) => void;
  readonly onScroll: () => void;
}

const GUTTER = 132;
const NARROW_GUTTER = 92;
/** What is left free behind the last step. */
const BEHIND = 28;
/** A notch of a mouse wheel. */
const NOTCH = 240;

export function useViewport({ lanes, length, position, acting, axis }: Shown): Viewport {
  const scroller = useRef<HTMLDivElement>(null);
  const [client, setClient] = useState({ width: 800, height: 240 });
  const [scrolled, setScrolled] = useState({ left: 0, top: 0 });
  const [zoomed, setZoomed] = useState<Zoom>("comfortable");
  const gutter = client.width < 520 ? NARROW_GUTTER : GUTTER;
  const width = Math.max(60, client.width - gutter);
  const height = Math.max(40, client.height - axis);
  const row = rowOf(lanes, height);
  const scale = scaleOf(zoomed, length, width - BEHIND);
  const size = {
    width: Math.max(client.width, gutter + length * scale + BEHIND),
    height: axis + Math.max(height, HEADROOM + lanes * row),
  };
  const left = Math.max(0, Math.min(scrolled.left, size.width - client.width));
  const top = Math.max(0, Math.min(scrolled.top, size.height - client.height));
  const view: View = { scale, left, width, top, height, row };

  const zoom = (factor: number | "fit", x = Math.max(0, Math.min(width, position * scale - left))) => {
    if (factor === "fit") {
      setZoomed("fit");
      return;
    }
    const next = scaleOf(scale * factor, length, width - BEHIND);
    setZoomed(next);
    setScrolled({ left: zoomLeft(left, scale, next, x), top });
  };
  const newest = useRef(zoom);
  newest.current = zoom;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setClient({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // The element is scrolled to where the picture was drawn, once it is large enough for that.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null && Math.abs(element.scrollLeft - left) >= 1) element.scrollLeft = left;
    if (element !== null && Math.abs(element.scrollTop - top) >= 1) element.scrollTop = top;
  }, [left, top, size.width, size.height]);

  useLayoutEffect(() => {
    const wanted = { left: follow(position, view), top: acting === undefined ? top : followLane(acting, view) };
    if (wanted.left !== left || wanted.top !== top) setScrolled(wanted);
  }, [position, width, height]);

  useEffect(() => listenForZoom(scroller.current, newest, gutter), [gutter]);

  return {
    view,
    gutter,
    size,
    scroller,
    zoom,
    onScroll: () => {
      const { scrollLeft = left, scrollTop = top } = scroller.current ?? {};
      const isThere = Math.abs(scrollLeft - left) < 1 && Math.abs(scrollTop - top) < 1; // as it was drawn
      if (!isThere) setScrolled({ left: scrollLeft, top: scrollTop });
    },
  };
}

/** Keys, the wheel over the steps, and two fingers on a screen zoom; so does the wheel with Ctrl, which is what touchpads say. */
function listenForZoom(
  element: HTMLDivElement | null,
  zoom: { readonly current: Viewport["zoom"] },
  gutter: number,
): (() => void) | undefined {
  if (element === null) return undefined;
  const within = (clientX: number) => clientX - element.getBoundingClientRect().left - gutter;
  const wheel = (turned: WheelEvent) => {
    const isSideways = turned.shiftKey || Math.abs(turned.deltaX) > Math.abs(turned.deltaY);
    if (!turned.ctrlKey && (isSideways || within(turned.clientX) < 0)) return;
    turned.preventDefault();
    const pixels = turned.deltaMode === 0 ? turned.deltaY : turned.deltaY * 40;
    zoom.current(2 ** (-pixels / (turned.ctrlKey ? NOTCH / 3 : NOTCH)), within(turned.clientX));
  };
  const press = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
    if (ctrlKey || metaKey) return;
    if (key === "+" || key === "=") zoom.current(1.6);
    else if (key === "-") zoom.current(1 / 1.6);
    else if (key === "0") zoom.current("fit");
  };
  let apart = 0;
  const touch = (touched: TouchEvent) => {
    const [one, other] = [touched.touches[0], touched.touches[1]];
    if (one === undefined || other === undefined) {
      apart = 0;
      return;
    }
    touched.preventDefault();
    const now = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    if (apart > 0) zoom.current(now / apart, within((one.clientX + other.clientX) / 2));
    apart = now;
  };
  const events = ["touchstart", "touchmove", "touchend"] as const;
  element.addEventListener("keydown", press);
  element.addEventListener("wheel", wheel, { passive: false });
  for (const name of events) element.addEventListener(name, touch, { passive: false });
  return () => {
    element.removeEventListener("keydown", press);
    element.removeEventListener("wheel", wheel);
    for (const name of events) element.removeEventListener(name, touch);
  };
}
