/** Which panels are seen, and how: what the person has opened, and the theme. */
import { effect, signal } from "@preact/signals";

export const LEFT = ["lesson", "program", "notes"] as const;
export const VIEWS = ["processes", "descriptors", "memory", "calls", "source", "branches", "outcomes"] as const;

export type LeftPanel = (typeof LEFT)[number];
export type View = (typeof VIEWS)[number];
export const VIEW_TITLES: Readonly<Record<View, string>> = {
  processes: "Processes",
  descriptors: "Descriptors",
  memory: "Memory",
  calls: "System calls",
  source: "Call stacks",
  branches: "Branches",
  outcomes: "All outcomes",
};

export type Theme = "system" | "light" | "dark";

const THEME_KEY = "prong-theme";

export const leftPanel = signal<LeftPanel>("lesson");
export const view = signal<View>("processes");
/** The dialog that is open. */
export const dialog = signal<"help" | "share" | "lessons" | undefined>(undefined);
export const theme = signal<Theme>(rememberedTheme());

/** Has the page look as the theme says, now and whenever it changes. */
export function applyTheme(): void {
  effect(() => {
    if (theme.value === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme.value;
    try {
      localStorage.setItem(THEME_KEY, theme.value);
    } catch {
      // It is not remembered then, and that is all.
    }
  });
}

export function nextTheme(now: Theme): Theme {
  return now === "system" ? "dark" : now === "dark" ? "light" : "system";
}

export function isView(word: string | undefined): word is View {
  return VIEWS.some((known) => known === word);
}

function rememberedTheme(): Theme {
  try {
    const kept = globalThis.localStorage?.getItem(THEME_KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}
