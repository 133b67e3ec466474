/** Text with Teams' `<at>Name</at>` → its own words. In one pass: a pattern would look for each missing end anew. */
export function withoutMentions(text: string): string {
  const kept: string[] = [];
  let at = 0;
  for (let open = text.indexOf('<at>'); open >= 0; open = text.indexOf('<at>', at)) {
    const close = text.indexOf('</at>', open);
    if (close < 0) break;
    kept.push(text.slice(at, open));
    at = close + '</at>'.length;
  }
  return [...kept, text.slice(at)].join(' ');
}
