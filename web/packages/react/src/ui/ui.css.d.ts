// TypeScript 6 and newer looks for types behind `import '@sojourn/react/ui.css'`; there is nothing to know.
export {}
