/** Files may be dropped anywhere on the page: elsewhere than on a place for them, the browser would leave the page to show them. */
import { useEffect, useState } from "preact/hooks";
import "./drop-program.css";

interface DropAnywhereProps {
  readonly onFiles: (files: readonly File[]) => void;
}

export function DropAnywhere({ onFiles }: DropAnywhereProps) {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const onDragOver = (dragged: DragEvent) => {
      if (!hasFiles(dragged)) return;
      dragged.preventDefault();
      setIsOver(true);
    };
    const onDragLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setIsOver(false); // out of the window
    };
    const onDrop = (dropped: DragEvent) => {
      setIsOver(false);
      if (!hasFiles(dropped)) return;
      dropped.preventDefault();
      onFiles([...(dropped.dataTransfer?.files ?? [])]);
    };
    document.addEventListener("dragover", onDragOver);
    document.addEventListener("dragleave", onDragLeave);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("dragover", onDragOver);
      document.removeEventListener("dragleave", onDragLeave);
      document.removeEventListener("drop", onDrop);
    };
  }, [onFiles]);
  return isOver ? <div class="drop-program-here">Drop a .wasm program, or .c, .h and .ts files</div> : null;
}

/** Text is dragged, too: where it goes is the editor's affair. */
function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") === true;
}
