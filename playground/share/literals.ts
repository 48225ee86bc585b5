/** Values as they are written in a program in TypeScript, for people to read. */

const SHORT = 80;

/** Text with many lines is a list of them. */
export function textLiteral(text: string): string {
  const lines = text.split("\n");
  if (text.length < SHORT || lines.length < 3) return JSON.stringify(text);
  return `[\n${lines.map((line) => `  ${JSON.stringify(line)},\n`).join("")}].join("\\n")`;
}

/** Source behind the tag of a template that leaves backslashes alone. What ends a template, or would be changed in one, is a value in it. */
export function sourceLiteral(tag: string, source: string): string {
  const text = /[`\r]|\$\{/.test(source) ? `\${${textLiteral(source)}}` : source;
  return `${tag}\`\n${text.replace(/\n$/, "")}\n\``;
}

/** Base64 in lines that an editor can show. */
export function longLiteral(base64: string): string {
  return `\`\n${base64.replace(/.{1,120}/g, "  $&\n")}\``;
}
