/** What a browser does and jsdom does not: opening makes modal and moves the focus; Escape asks first. */
export function installDialog(): void {
  HTMLDialogElement.prototype.showModal = function showModal(): void {
    this.open = true
    this.querySelector<HTMLElement>('input, button')?.focus()
  }
  HTMLDialogElement.prototype.close = function close(): void {
    this.open = false
  }
}

/** Presses Escape in the open dialog. */
export function pressEscape(): void {
  const dialog = document.querySelector('dialog[open]')
  const isClosed = dialog?.dispatchEvent(new Event('cancel', { cancelable: true }))
  if (isClosed) (dialog as HTMLDialogElement).close()
}
