const money = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' })
const signedMoney = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  signDisplay: 'exceptZero',
})
const day = new Intl.DateTimeFormat('en-IE', { day: 'numeric', month: 'short' })
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

const minute = 60
const hour = 60 * minute
const dayLength = 24 * hour

export function formatMoney(amount: number): string {
  return money.format(amount)
}

export function formatSignedMoney(amount: number): string {
  // The minus of mathematics: a hyphen is easily overlooked in front of a currency.
  return signedMoney.format(amount).replace('-', '−')
}

export function formatDay(date: string): string {
  return day.format(new Date(date))
}

export function formatAgo(seconds: number): string {
  if (seconds < minute) return 'just now'
  if (seconds < hour) return ago.format(-Math.floor(seconds / minute), 'minute')
  if (seconds < dayLength) return ago.format(-Math.floor(seconds / hour), 'hour')
  return ago.format(-Math.floor(seconds / dayLength), 'day')
}

/** `1:05`; for eyes only, because a screen reader would read a ratio. */
export function formatCountdown(seconds: number): string {
  return `${Math.floor(seconds / minute)}:${String(seconds % minute).padStart(2, '0')}`
}
