/** A program that imports every entry in Node, where there is no page, and uses the kit outside of a test runner. */
export const importEntries = `
const touched = []
const watched = ['fetch', 'setTimeout', 'setInterval', 'BroadcastChannel', 'queueMicrotask', 'addEventListener']
for (const name of watched) {
  const value = globalThis[name]
  Object.defineProperty(globalThis, name, { configurable: true, get: () => (touched.push(name), value) })
}
for (const name of ['window', 'document', 'navigator', 'localStorage']) {
  Object.defineProperty(globalThis, name, { configurable: true, get: () => void touched.push(name) })
}
const before = Reflect.ownKeys(globalThis).length
// React and Redux Toolkit look around when they are imported, which is theirs to answer for.
await Promise.all([import('react'), import('react/jsx-runtime'), import('@reduxjs/toolkit/query')])
touched.length = 0
for (const name of ['client', 'react', 'react/ui', 'redux']) await import('@sojourn/' + name)
const kit = await import('@sojourn/client/testing')
if (touched.length > 0) throw new Error('An import has looked at ' + touched)
if (Reflect.ownKeys(globalThis).length !== before) throw new Error('An import has left something behind')
const test = kit.createTestSession()
const other = test.openTab()
for (const { client } of [test, other]) client.start()
await test.clock.advance(2000)
await test.client.signOut()
await test.clock.settle()
console.log(other.client.getSnapshot().reason)
`
