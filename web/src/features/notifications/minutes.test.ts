import { expect, test } from "vitest";
import { asMinute, asTime } from "./minutes";

test.each([
  [0, "00:00"],
  [485, "08:05"],
  [1439, "23:59"],
])("%i minutes are %s", (minute, time) => {
  expect(asTime(minute)).toBe(time);
  expect(asMinute(time)).toBe(minute);
});

test.each(["", "24:00", "8:00", "08:60", "08:00:00"])("%s is no time", (time) => {
  expect(asMinute(time)).toBeNull();
});
