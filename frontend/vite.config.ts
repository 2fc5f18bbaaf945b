import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { slimKern } from "./scripts/slim-kern.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root: here,
  // Relative, so that fonts in the stylesheet are found wherever STATIC_URL points.
  base: "./",
  publicDir: "public",
  css: {
    postcss: { plugins: [slimKern()] },
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ["if-function"], loadPaths: [`${here}../node_modules`] },
    },
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsDir: "ui",
    assetsInlineLimit: 0,
    manifest: "manifest.json",
    modulePreload: false,
    target: "es2022",
    // light-dark() and oklch() as written: baseline since May 2024.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    rolldownOptions: {
      input: {
        counts: `${here}src/entrypoints/counts.ts`,
        application: `${here}src/entrypoints/application.ts`,
        main: `${here}src/entrypoints/main.ts`,
        room: `${here}src/entrypoints/room.ts`,
        thread: `${here}src/entrypoints/thread.ts`,
        styles: `${here}src/styles/main.scss`,
      },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
  },
});
