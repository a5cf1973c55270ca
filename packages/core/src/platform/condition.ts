/** The result of a conditional write, null when its condition did not hold. */
export async function unlessRefused<T>(request: Promise<T>): Promise<T | null> {
  try {
    return await request;
  } catch (error) {
    if (nameOf(error) === REFUSED || (error instanceof Error && nameOf(error.cause) === REFUSED)) return null;
    throw error;
  }
}

const REFUSED = "ConditionalCheckFailedException";

function nameOf(error: unknown): string | undefined {
  return (error as { name?: string } | undefined)?.name;
}
