import { describe, expect, it } from "vitest";
import { JOB_WAITING, withReport, type JobReport } from "./job-progress";
import { delayBeforePoll } from "./poll-delay";

function report(changes: Partial<JobReport>): JobReport {
  return { id: "job", state: "RUNNING", progress: 0, ...changes };
}

describe("withReport", () => {
  it("follows a job from waiting to done", () => {
    const half = withReport(JOB_WAITING, report({ progress: 50, progressNote: "1,000 lines read" }));
    expect(half).toEqual({ state: "RUNNING", percent: 50, note: "1,000 lines read", failure: null });
    expect(withReport(half, report({ state: "DONE", progress: 97 }))).toEqual({
      state: "DONE",
      percent: 100,
      note: null,
      failure: null,
    });
  });

  it("ignores a report that was overtaken by a later one", () => {
    const seen = withReport(JOB_WAITING, report({ progress: 80, progressNote: "Saving" }));
    expect(withReport(seen, report({ state: "QUEUED", progress: 10, progressNote: "Reading" }))).toEqual(seen);
  });

  it("keeps a job over once it is over", () => {
    const done = withReport(JOB_WAITING, report({ state: "DONE", progress: 100 }));
    expect(withReport(done, report({ state: "RUNNING", progress: 100 }))).toBe(done);
  });

  it("says why a job failed, with the percentage it had come to", () => {
    const seen = withReport(JOB_WAITING, report({ progress: 30 }));
    const dead = report({ state: "DEAD", progress: 0, errorCode: "UNREADABLE_STATEMENT", errorMessage: "Line 7: no date." });
    expect(withReport(seen, dead)).toEqual({
      state: "DEAD",
      percent: 30,
      note: null,
      failure: { code: "UNREADABLE_STATEMENT", message: "Line 7: no date." },
    });
  });

  it("stays between 0 and 100 whatever is reported", () => {
    expect(withReport(JOB_WAITING, report({ progress: 140 })).percent).toBe(100);
    expect(withReport(JOB_WAITING, report({ progress: -3 })).percent).toBe(0);
  });
});

describe("delayBeforePoll", () => {
  it("starts quick and is bounded", () => {
    expect([0, 1, 2, 50].map(delayBeforePoll)).toEqual([700, 875, 1094, 5000]);
  });
});
