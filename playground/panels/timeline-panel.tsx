/** The timeline of the run on the page. */
import { seek } from "../run/client.ts";
import { currentName } from "../share/current.ts";
import { project } from "../state/project.ts";
import { position, selected, steps } from "../state/run-state.ts";
import { Timeline } from "../timeline/timeline.tsx";

export function TimelinePanel() {
  return (
    <Timeline
      steps={steps.value}
      position={position.value}
      selected={selected.value}
      title={project.value.title}
      name={currentName()}
      onSeek={(wanted) => seek(wanted)}
      onSelect={(pid) => {
        selected.value = pid;
      }}
    />
  );
}
