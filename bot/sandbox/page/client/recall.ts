/** What this browser remembers between visits; without leave to store anything, it remembers nothing. */
export function recall(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(`sandbox.${name}`) ?? 'null');
  } catch {
    return null;
  }
}

export function remember(name: string, value: unknown): void {
  try {
    localStorage.setItem(`sandbox.${name}`, JSON.stringify(value));
  } catch {
    // A browser that forbids storage: the choice lasts as long as the page.
  }
}
