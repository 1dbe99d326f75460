/** Puts the demo page into dist/ as it is: a host page is not ours to bundle. */
import { copyFileSync, mkdirSync } from "node:fs";

const from = new URL(".", import.meta.url);
const to = new URL("../dist/demo/", import.meta.url);

mkdirSync(new URL("assets/", to), { recursive: true });
copyFileSync(new URL("index.html", from), new URL("index.html", to));
copyFileSync(new URL("demo.css", from), new URL("assets/demo.css", to));
