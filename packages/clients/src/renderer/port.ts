export interface RenderRequest {
  url: string;
  /** The page is taken as it stands then. */
  budgetMs: number;
}

export interface Rendered {
  html: string;
  /** Of the document's own response. */
  status: number;
  finalUrl: string;
}

/** Loads a page in a browser and lets its script run. Throws ServiceError. */
export interface Renderer {
  render(request: RenderRequest): Promise<Rendered>;
}
