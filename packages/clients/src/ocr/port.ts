/** What was read on a picture or a page. */
export interface Scan {
  /** From the top down, as they stand. */
  lines: string[];
  /** What the reader itself makes of it, where it understands receipts; texts as they stand. */
  fields?: ScanFields;
  /** How sure it is of its letters, 0 to 100. */
  confidence: number;
}

export interface ScanFields {
  shop?: string;
  orderId?: string;
  date?: string;
  total?: string;
  items?: { title: string; quantity?: string; amount?: string }[];
}

/** Reads text. Throws ServiceError; `rejected` for what it can't read however often it is asked. */
export interface Ocr {
  /** Types that it reads. */
  types: readonly string[];
  read(body: Uint8Array, contentType: string): Promise<Scan>;
}

/** What the function that holds the packaged reader is asked and answers. */
export interface OcrRequest {
  /** Base64. */
  picture: string;
}
