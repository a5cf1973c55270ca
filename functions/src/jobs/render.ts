import type { Rendered, RenderRequest } from "@stylegence/clients/renderer/port";

export type Handler = (request: RenderRequest) => Promise<Rendered>;
