import { render } from "preact";
import { App } from "./app.tsx";
import { keepOffline } from "./keep-offline.ts";
import { start } from "./start.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/app.css";

render(<App />, document.getElementById("app") as HTMLElement);
void start();
keepOffline();
