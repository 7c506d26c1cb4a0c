/** A join code in two halves, as it is shown everywhere: "ABC-DEF". */
export function codeText(code) {
  const middle = Math.ceil(code.length / 2);
  return `${code.slice(0, middle)}-${code.slice(middle)}`;
}
