import { describe, expect, it } from "vitest";
import { groupCategories } from "./category-groups";

describe("groupCategories", () => {
  it("puts children under their parent, the parent first, and sorts as the locale does", () => {
    const food = { id: "1", name: "Еда" };
    const business = { id: "2", name: "Бизнес" };
    const categories = [
      { id: "11", name: "Рестораны", parent: food },
      food,
      { id: "12", name: "Ёлка и подарки", parent: food },
      { id: "21", name: "Аренда", parent: business },
      business,
    ];
    expect(groupCategories(categories, "ru")).toEqual([
      { id: "2", name: "Бизнес", options: [business, { id: "21", name: "Аренда" }] },
      { id: "1", name: "Еда", options: [food, { id: "12", name: "Ёлка и подарки" }, { id: "11", name: "Рестораны" }] },
    ]);
  });

  it("has no groups for no categories", () => {
    expect(groupCategories([], "en")).toEqual([]);
  });
});
