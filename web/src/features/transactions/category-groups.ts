type Category = { id: string; name: string; parent?: { id: string; name: string } | null };

export type CategoryGroup = { id: string; name: string; options: { id: string; name: string }[] };

/** Categories as a select shows them: a group for each parent, the parent itself first in it; all in the locale's order. */
export function groupCategories(categories: readonly Category[], locale: string): CategoryGroup[] {
  const groups = new Map<string, CategoryGroup>();
  const groupOf = ({ id, name }: { id: string; name: string }) => {
    const known = groups.get(id) ?? { id, name, options: [] };
    groups.set(id, known);
    return known;
  };
  for (const category of categories) {
    const group = groupOf(category.parent ?? category);
    group.options.push({ id: category.id, name: category.name });
  }
  const byName = (left: { name: string }, right: { name: string }) => left.name.localeCompare(right.name, locale);
  for (const group of groups.values()) {
    group.options.sort((left, right) => Number(right.id === group.id) - Number(left.id === group.id) || byName(left, right));
  }
  return [...groups.values()].sort(byName);
}
