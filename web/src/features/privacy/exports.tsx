import type { DataExport } from "@stylegence/contracts/privacy";
import { useEffect, useMemo } from "preact/hooks";
import { me } from "../../account/me.ts";
import { formatInstant } from "../../format/time.ts";
import { announce } from "../../ui/announce.ts";
import { useDeed } from "../../ui/deed.ts";
import { sentence } from "../../ui/failure.ts";
import { useOwnLive } from "../../ui/live.ts";
import { useLoad } from "../../ui/load.ts";
import { Failure } from "../../ui/parts.tsx";
import { soon } from "../../ui/soon.ts";
import { exportText } from "./words.ts";

/** Where nothing tells that an export is ready, it is asked for. */
const ASK_MS = 5000;

export function ExportsPanel() {
  const load = useLoad(() => me.exports({ limit: 10 }));
  const deed = useDeed();
  const refresh = useMemo(() => soon(load.reload), [load.reload]);
  useOwnLive("notifications", (news) => news.type === "event" && refresh());
  const items = load.value?.items ?? [];
  const isRunning = items.some(({ status }) => status === "running");
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(refresh, ASK_MS);
    return () => clearInterval(timer);
  }, [isRunning, refresh]);

  const start = () =>
    deed.run(async () => {
      await me.startExport();
      await load.reload();
    }, "Your data is being put together. You are told when it is ready.");

  return (
    <section class="panel" aria-labelledby="exports">
      <h2 id="exports">Your data</h2>
      <p>A zip with everything that is kept of you, as readable files. The link is good for a few days.</p>
      {items.length > 0 && (
        <ul class="devices" aria-label="Exports">
          {items.map((one) => (
            <Row key={one.exportId} one={one} />
          ))}
        </ul>
      )}
      {Boolean(load.error) && <Failure error={load.error} retry={load.reload} />}
      {Boolean(deed.error) && <Failure error={deed.error} />}
      <p>
        <button
          type="button"
          class="button quiet"
          aria-disabled={deed.busy || isRunning}
          onClick={() => !isRunning && void start()}
        >
          {isRunning ? "One is being put together" : "Put my data together"}
        </button>
      </p>
    </section>
  );
}

function Row({ one }: { one: DataExport }) {
  async function download(): Promise<void> {
    try {
      // The address is good for minutes, and only for who may have it: asked for when it is used.
      const { url } = await me.export(one.exportId);
      if (url) location.assign(url);
      else announce("It is no longer there. Ask for another.", "bad");
    } catch (error) {
      announce(sentence(error), "bad");
    }
  }
  return (
    <li>
      <span>
        {exportText(one)}
        <span class="small soft">
          {" "}
          asked for on {formatInstant(one.requestedAt)}
          {one.status === "ready" && `, until ${formatInstant(one.expiresAt)}`}
        </span>
        {one.status === "running" && <progress aria-label="Being put together" />}
      </span>
      {one.status === "ready" && (
        <button type="button" class="text-button" onClick={() => void download()}>
          Download<span class="unseen"> the data asked for on {formatInstant(one.requestedAt)}</span>
        </button>
      )}
    </li>
  );
}
