/** Keeps a row of a long list in view while it moves, until the person scrolls away from it. */
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { scrollTo } from "./rows-in-window.ts";

interface Following {
  readonly isFollowing: boolean;
  /** Makes it follow again. */
  readonly follow: () => void;
  /** To be told when the list was scrolled. */
  readonly onScroll: () => void;
}

export function useFollow(scroller: RefObject<HTMLElement | null>, row: number, rowHeight: number): Following {
  const [isFollowing, setFollowing] = useState(true);
  /** Where it was scrolled to, not by the person. */
  const own = useRef(-1);
  useEffect(() => {
    const { current } = scroller;
    if (!isFollowing || current === null || row < 0) return;
    const top = scrollTo(row, current.scrollTop, current.clientHeight, rowHeight);
    if (top === undefined) return;
    current.scrollTop = top;
    own.current = current.scrollTop;
  }, [row, isFollowing, rowHeight, scroller]);
  const onScroll = () => {
    const { current } = scroller;
    if (current === null || Math.abs(current.scrollTop - own.current) < 1) return;
    const isSeen = scrollTo(row, current.scrollTop, current.clientHeight, rowHeight) === undefined;
    setFollowing(isSeen || row < 0);
  };
  return { isFollowing, follow: () => setFollowing(true), onScroll };
}
