/** Becomes a guest on the host, with the descriptors and the terminal that this process has: `node become-guest.mjs ./program`. */
import { becomeGuest } from "../../dist/backend/native/launch.js";

const [path] = process.argv.slice(2);
becomeGuest({ path, args: [path], environment: ["PATH=/usr/bin:/bin"] });
