import { expect, it, vi } from "vitest";
import { ApiError } from "../api/client.ts";
import { optimistic } from "./deed.ts";

interface State {
  alerts: boolean;
  price: number;
}

/** A place where a state is shown, as a view keeps it. */
function aView(state: State) {
  const shown: State[] = [state];
  const show = (change: (now: State) => State) => void shown.push(change(shown.at(-1)!));
  return { shown, show };
}

const off = (now: State): State => ({ ...now, alerts: false });
const on = (now: State): State => ({ ...now, alerts: true });

it("shows a change before it is made, and keeps it", async () => {
  const { shown, show } = aView({ alerts: true, price: 1 });
  const say = vi.fn();
  const made = optimistic(show, off, on, () => Promise.resolve(), say);
  expect(shown.at(-1)).toEqual({ alerts: false, price: 1 });
  expect(await made).toBe(true);
  expect(shown).toHaveLength(2);
  expect(say).not.toHaveBeenCalled();
});

it("takes back what failed, says so, and keeps what came meanwhile", async () => {
  const { shown, show } = aView({ alerts: true, price: 1 });
  const say = vi.fn();
  const refused = Promise.withResolvers<void>();
  const made = optimistic(show, off, on, () => refused.promise, say);
  show((now) => ({ ...now, price: 2 }));
  refused.reject(new ApiError(503, null));
  expect(await made).toBe(false);
  expect(shown.at(-1)).toEqual({ alerts: true, price: 2 });
  expect(say).toHaveBeenCalledExactlyOnceWith(expect.stringContaining("Not available"), "bad");
});
