/** Keeps what was worked out once, for as many keys as are worth the room; a full store begins anew. */

export function remembering<Value>(mostKept: number): (key: string | number, workOut: () => Value) => Value {
  const kept = new Map<string | number, { readonly value: Value }>();
  return (key, workOut) => {
    const known = kept.get(key);
    if (known !== undefined) return known.value;
    if (kept.size >= mostKept) kept.clear();
    const value = workOut();
    kept.set(key, { value });
    return value;
  };
}
