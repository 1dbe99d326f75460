/** The counsellors' console: a page with hashed assets, served under /console/. */
import { defineConfig } from "vite";

export default defineConfig({
  root: "console",
  base: "/console/",
  publicDir: false,
  build: {
    outDir: "../dist/console",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
