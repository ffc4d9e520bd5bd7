import { describe, expect, it } from "vitest";
import { askForReport } from "./checked-report";
import { digestOf } from "./digest-of";

const answering = (status: number, body: unknown = {}): typeof fetch => () => Promise.resolve(Response.json(body, { status }));

describe("digestOf", () => {
  it("is the SHA-256 of the bytes", async () => {
    expect(await digestOf(new Blob(["abc"]))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });
});

describe("askForReport", () => {
  it("tells a code that stands for nothing from a service that is away", async () => {
    expect(await askForReport("X", answering(404))).toEqual({ failure: "unknown" });
    expect(await askForReport("X", answering(429))).toEqual({ failure: "limited" });
    expect(await askForReport("X", answering(502))).toEqual({ failure: "unreachable" });
    expect(await askForReport("X", () => Promise.reject(new TypeError("offline")))).toEqual({ failure: "unreachable" });
  });

  it("asks for exactly this code", async () => {
    const asked: string[] = [];
    const ask = ((address: string) => {
      asked.push(address);
      return Promise.resolve(Response.json({ digest: "d" }));
    }) as typeof fetch;
    expect(await askForReport("A/B", ask)).toEqual({ report: { digest: "d" } });
    expect(asked).toEqual(["/api/reports/A%2FB"]);
  });
});
