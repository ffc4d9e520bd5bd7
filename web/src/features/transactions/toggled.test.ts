import { expect, it } from "vitest";
import { toggled } from "./toggled";

it("adds what is missing, takes out what is there, and leaves the first set alone", () => {
  const first = new Set(["a"]);
  expect([...toggled(first, "b")]).toEqual(["a", "b"]);
  expect([...toggled(first, "a")]).toEqual([]);
  expect([...first]).toEqual(["a"]);
});
