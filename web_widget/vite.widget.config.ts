/** The embeddable script: one classic script, nothing beside it, so that a host page needs one tag. */
import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  define: { "process.env.NODE_ENV": JSON.stringify("production") },
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    lib: {
      entry: "widget/main.tsx",
      formats: ["iife"],
      name: "HelplineWidget",
      fileName: () => "widget.js",
    },
  },
});
