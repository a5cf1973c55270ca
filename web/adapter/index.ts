import type { AstroIntegration } from "astro";
import { apiApart, bundleApi } from "./api-bundle.ts";

/** Astro leaves the server's code as it is; a shorter one starts sooner. */
const minified = {
  name: "stylegence-minified",
  configEnvironment: (name: string) => (name === "client" ? undefined : { build: { minify: true } }),
};

/** Astro adapter for AWS Lambda behind CloudFront: a self-contained folder with `entry.mjs#handler`. */
export default function lambda(): AstroIntegration {
  let server: URL | undefined;
  return {
    name: "stylegence-lambda",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        updateConfig({
          build: { redirects: false },
          session: false,
          vite: { ssr: { noExternal: true }, plugins: [minified, apiApart] },
        } as Parameters<typeof updateConfig>[0]);
      },
      "astro:config:done": ({ config, setAdapter }) => {
        server = config.build.server;
        setAdapter({
          name: "stylegence-lambda",
          entrypointResolution: "auto",
          serverEntrypoint: new URL("./server.ts", import.meta.url),
          adapterFeatures: { buildOutput: "server", middlewareMode: "classic" },
          supportedAstroFeatures: {
            serverOutput: "stable",
            hybridOutput: "stable",
            staticOutput: "stable",
            envGetSecret: "stable",
            sharpImageService: "unsupported",
          },
        });
      },
      "astro:build:done": async () => {
        if (server) await bundleApi(server);
      },
    },
  };
}
