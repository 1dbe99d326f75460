import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "node",
    include: ["{shared,widget,console}/**/*.test.{ts,tsx}"],
  },
});
