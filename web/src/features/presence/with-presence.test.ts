import { describe, expect, it, vi } from "vitest";
import type { Outcome } from "@/graphql/outcome";
import { withPresence } from "./with-presence";

const done: Outcome<string> = { data: "done", failure: null };
const refused = (code: string): Outcome<string> => ({ data: null, failure: { code, message: code } });
const stepUp = refused("STEP_UP_NEEDED");

function acting(...outcomes: Outcome<string>[]) {
  return vi.fn(async () => outcomes.shift() ?? refused("ACTED_TOO_OFTEN"));
}

describe("an act that may need presence", () => {
  it("asks nothing where the API asks nothing", async () => {
    const ask = vi.fn(async () => true);
    expect(await withPresence(acting(done), ask)).toEqual({ ...done, hasLeft: false });
    expect(await withPresence(acting(refused("EXPORT_LIMIT")), ask)).toEqual({ ...refused("EXPORT_LIMIT"), hasLeft: false });
    expect(ask).not.toHaveBeenCalled();
  });

  it("is done once more after the person has shown that it is they", async () => {
    const act = acting(stepUp, done);
    expect(await withPresence(act, async () => true)).toEqual({ ...done, hasLeft: false });
    expect(act).toHaveBeenCalledTimes(2);
  });

  it("is not done after the question was closed, which is no failure", async () => {
    const act = acting(stepUp, done);
    expect(await withPresence(act, async () => false)).toEqual({ data: null, failure: null, hasLeft: true });
    expect(act).toHaveBeenCalledTimes(1);
  });

  it("asks no second time", async () => {
    const ask = vi.fn(async () => true);
    expect(await withPresence(acting(stepUp, stepUp, done), ask)).toEqual({ ...stepUp, hasLeft: false });
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
