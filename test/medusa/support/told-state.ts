type Row = Record<string, unknown>;

/** What counts of a state that the receiver took. */
export const stateOf = (kind: string, row: Row): Row => {
  const pick = (...names: string[]) => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
  const deleted = row['deleted_at'] != null;
  switch (kind) {
    case 'customer':
      return { ...pick('email', 'phone', 'company_name', 'metadata'), deleted };
    case 'customer_address':
      return {
        ...pick('customer_id', 'address_1', 'city', 'is_default_billing', 'is_default_shipping'),
        deleted,
      };
    case 'quote':
      return { ...pick('status', 'valid_until'), deleted };
    default: {
      const items = (row['items'] ?? []) as { quantity: number; tax_lines: unknown[] }[];
      const sum = (count: (item: (typeof items)[number]) => number) =>
        items.reduce((all, item) => all + count(item), 0);
      return {
        ...pick('status', 'is_draft_order', 'email', 'customer_id', 'metadata', 'version'),
        canceled: row['canceled_at'] != null,
        deleted,
        lines: items.length,
        quantity: sum(({ quantity }) => quantity),
        tax_lines: sum(({ tax_lines }) => tax_lines.length),
      };
    }
  }
};

export const comparable = (state: Row): string =>
  JSON.stringify(
    Object.entries(state)
      .map(([name, value]) => [
        name,
        /(_at|_until)$/.test(name) && value !== null ? Date.parse(String(value)) : value,
      ])
      .sort(),
    (_, value: unknown) =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort())
        : value,
  );
