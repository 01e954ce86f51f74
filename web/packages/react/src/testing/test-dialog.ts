/**
 * Gives `<dialog>` what browsers have and jsdom lacks: opening it as modal moves the focus into it. Call
 * it once before the tests; real browsers are left alone.
 */
export function installTestDialog(): void {
  const prototype = HTMLDialogElement.prototype
  if (typeof prototype.showModal === 'function') return
  prototype.showModal = function showModal(): void {
    this.open = true
    this.querySelector<HTMLElement>('input, button')?.focus()
  }
  prototype.close = function close(): void {
    this.open = false
  }
}

/** Presses Escape as a browser hears it: the open dialog is asked, and closes unless it objects. */
export function pressEscape(): void {
  const dialog = document.querySelector<HTMLDialogElement>('dialog[open]')
  if (dialog?.dispatchEvent(new Event('cancel', { cancelable: true }))) dialog.close()
}
