/** The world at the step where the run stands, in the view that is chosen. */

import { ask, choose, seek } from "../run/client.ts";
import { leftPanel, type View, view } from "../state/layout.ts";
import { project } from "../state/project.ts";
import { drawn, position, scene, selected, steps } from "../state/run-state.ts";
import { CallStacks } from "../views/call-stacks.tsx";
import { Calls } from "../views/calls.tsx";
import { Descriptors } from "../views/descriptors.tsx";
import { Memory } from "../views/memory.tsx";
import { ProcessTree } from "../views/process-tree.tsx";
import { type TabItem, Tabs } from "../views/tabs.tsx";
import { BranchesPanel } from "./branches-panel.tsx";
import { OutcomesPanel } from "./outcomes-panel.tsx";
import { goToSource } from "./program-panel.tsx";

const TABS: readonly TabItem<View>[] = [
  { id: "processes", label: "Processes", content: () => <Processes /> },
  { id: "descriptors", label: "Descriptors", content: () => <OpenFiles /> },
  { id: "memory", label: "Memory", content: () => <Pages /> },
  { id: "calls", label: "System calls", content: () => <SystemCalls /> },
  { id: "source", label: "Call stacks", content: () => <Stacks /> },
  { id: "branches", label: "Branches", content: () => <BranchesPanel /> },
  { id: "outcomes", label: "All outcomes", content: () => <OutcomesPanel /> },
];

export function WorldPanel() {
  return <Tabs label="The world at this step" tabs={TABS} shown={view.value} onShow={show} />;
}

function show(id: View): void {
  view.value = id;
}

function select(pid: number): void {
  selected.value = pid;
}

function Processes() {
  return (
    <ProcessTree
      scene={scene.value}
      steps={steps.value}
      position={position.value}
      choosable={drawn.value.moment?.choosable ?? []}
      selected={selected.value}
      onSelect={select}
      onRunNext={choose}
      onGoTo={seek}
    />
  );
}

function Pages() {
  return (
    <Memory
      scene={scene.value}
      steps={steps.value}
      position={position.value}
      selected={selected.value}
      onAskPage={async (pid, page) => (await ask({ kind: "page", pid, page })).page}
      onAskWrite={async (pid, address) => (await ask({ kind: "who-wrote", pid, address })).write}
      onGoTo={(to) => seek(to)}
      onShowLine={showLine}
    />
  );
}

function SystemCalls() {
  return <Calls steps={steps.value} position={position.value} selected={selected.value} onGoTo={seek} />;
}

function Stacks() {
  return (
    <CallStacks
      scene={scene.value}
      steps={steps.value}
      position={position.value}
      files={project.value.files}
      selected={selected.value}
      onSelect={select}
      onShowLine={showLine}
    />
  );
}

function showLine(path: string, line: number): void {
  leftPanel.value = "program";
  goToSource(path, line);
}

function OpenFiles() {
  const next = steps.value[position.value]?.pid;
  return <Descriptors scene={scene.value} next={next} selected={selected.value} onSelect={select} />;
}
