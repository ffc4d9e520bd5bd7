import { describe, expect, it } from "vitest";
import { JOB_WAITING } from "@/features/jobs/job-progress";
import { describeUpload } from "./describe-upload";

describe("describeUpload", () => {
  it("fills one bar over sending and the job", () => {
    const working = { name: "working", jobId: "j", subjectId: null } as const;
    const percents = [
      describeUpload({ name: "preparing" }, JOB_WAITING),
      describeUpload({ name: "sending", percent: 50 }, JOB_WAITING),
      describeUpload({ name: "confirming" }, JOB_WAITING),
      describeUpload(working, JOB_WAITING),
      describeUpload(working, { ...JOB_WAITING, state: "RUNNING", percent: 50 }),
      describeUpload(working, { ...JOB_WAITING, state: "DONE", percent: 100 }),
    ].map((view) => view.percent);
    expect(percents).toEqual([0, 10, 20, 20, 60, 100]);
  });

  it("shows the job's own words while it works and its reason when it fails", () => {
    const working = { name: "working", jobId: "j", subjectId: null } as const;
    const running = describeUpload(working, { state: "RUNNING", percent: 10, note: "Reading lines", failure: null });
    expect(running).toMatchObject({ status: "moving", step: "working", note: "Reading lines" });
    const failure = { code: "UNREADABLE_STATEMENT", message: "Line 3: no amount." };
    expect(describeUpload(working, { state: "DEAD", percent: 10, note: null, failure })).toMatchObject({
      status: "failed",
      failure,
    });
  });
});
