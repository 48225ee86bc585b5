/** All outcomes of the program that is on the page. */
import { signal } from "@preact/signals";
import { searched } from "../program/compile-state.ts";
import { giveUp } from "../program/run-project.ts";
import { openFound, preparing, searchProject, unsearchable } from "../program/search-project.ts";
import { giveUpExploring } from "../run/client.ts";
import { search } from "../state/exploration.ts";
import { project } from "../state/project.ts";
import { sameProject } from "../state/same-project.ts";
import { Outcomes } from "../views/outcomes.tsx";
import { type SearchWish, USUAL_WISH } from "../views/search-begin.tsx";

const wish = signal<SearchWish>(USUAL_WISH);

export function OutcomesPanel() {
  const now = project.value;
  return (
    <Outcomes
      search={search.value}
      isCurrent={searched.value !== undefined && sameProject(searched.value, now)}
      canSearch={now.wasm !== undefined || now.files.some(({ text }) => text.trim() !== "")}
      isPreparing={preparing.value !== undefined}
      cannotCompile={unsearchable.value === now}
      wish={wish.value}
      onWish={(wanted) => {
        wish.value = wanted;
      }}
      onStart={() => void searchProject(wish.value)}
      onGiveUp={() => {
        if (preparing.value !== undefined) giveUp();
        else giveUpExploring();
      }}
      onOpen={(schedule, { at, pid }) =>
        openFound(
          { schedule, acts: [], position: at === "beginning" ? 0 : Number.POSITIVE_INFINITY },
          { selected: pid, race: typeof at === "object" ? at : undefined },
        )
      }
    />
  );
}
