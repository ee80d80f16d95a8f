import { configDefaults, defineConfig } from "vitest/config";

// Tests that wait as long as people do run where there is time: IDGATE_SLOW_TESTS=1 (the check in CI sets it).
const slow = process.env.IDGATE_SLOW_TESTS === "1" ? [] : ["test/**/*.slow.test.ts"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...slow],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
