#!/usr/bin/env node
/** What `prong` runs. */
import { main } from "./main.ts";

process.exitCode = await main(process.argv.slice(2));
