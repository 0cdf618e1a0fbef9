/** The name of an uploaded file as it is kept and shown. */

const longestName = 120;
const endShown = 11;

/** Without what would turn or break the line it stands in: control characters, and those that change direction. A long one keeps its ending. */
export function shownName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  return plain.length <= longestName ? plain : `${plain.slice(0, longestName - endShown - 1)}…${plain.slice(-endShown)}`;
}
