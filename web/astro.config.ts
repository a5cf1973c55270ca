import { defineConfig, passthroughImageService } from "astro/config";
import lambda from "./adapter/index.ts";

export default defineConfig({
  output: "server",
  adapter: lambda(),
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  // One sheet and external scripts: the content security policy then needs no hash but the theme script's.
  build: { inlineStylesheets: "never" },
  vite: { build: { assetsInlineLimit: 0, cssCodeSplit: true } },
});
