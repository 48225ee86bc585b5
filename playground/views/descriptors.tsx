/** Who has what open: descriptors, open files and inodes, as a picture or as tables. */
import { useMemo, useState } from "preact/hooks";
import type { Pid, SystemScene } from "../../runtime/index.ts";
import { DescriptorDrawing } from "./descriptor-drawing.tsx";
import { descriptorModel } from "./descriptor-model.ts";
import { DescriptorTables } from "./descriptor-tables.tsx";
import "./descriptors.css";
import { foldAlike } from "./fold-alike.ts";

interface DescriptorsProps {
  readonly scene: SystemScene | undefined;
  /** Whose turn the next step is, as far as that is known. */
  readonly next: Pid | undefined;
  readonly selected: Pid | undefined;
  readonly onSelect: (pid: Pid) => void;
}

export function Descriptors({ scene, next, selected, onSelect }: DescriptorsProps) {
  const [fold, setFold] = useState(true);
  const [asTables, setAsTables] = useState(false);
  const model = useMemo(() => (scene === undefined ? undefined : descriptorModel(scene, fold)), [scene, fold]);
  const drawn = useMemo(() => model && foldAlike(model, selected), [model, selected]);
  if (model === undefined || drawn === undefined)
    return <p class="descriptors-empty">Run a program to see what its processes have open.</p>;
  if (model.processes.length === 0)
    return <p class="descriptors-empty">No process has anything open: all have ended.</p>;
  return (
    <div class="descriptors">
      <div class="descriptors-tools">
        <p>A descriptor names an open file, which stands on an inode.</p>
        <button type="button" aria-pressed={asTables} onClick={() => setAsTables(!asTables)}>
          As tables
        </button>
        {model.canFold && (
          <label>
            <input type="checkbox" checked={!fold} onChange={() => setFold(!fold)} />
            Show standard streams
          </label>
        )}
      </div>
      {asTables ? (
        <DescriptorTables model={model} />
      ) : (
        <DescriptorDrawing model={drawn} next={next} selected={selected} onSelect={onSelect} />
      )}
    </div>
  );
}
