/** Calls once for many calls that come together, and never while an earlier one still runs: then once more after it. */
export function soon(act: () => Promise<unknown>, ms = 150): () => void {
  let isPlanned = false;
  let isRunning = false;
  let isWanted = false;
  async function run(): Promise<void> {
    isPlanned = false;
    if (isRunning) {
      isWanted = true;
      return;
    }
    isRunning = true;
    await act().catch(() => undefined);
    isRunning = false;
    if (!isWanted) return;
    isWanted = false;
    call();
  }
  function call(): void {
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => void run(), ms);
  }
  return call;
}
