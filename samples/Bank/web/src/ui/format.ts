const money = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' })
const signedMoney = new Intl.NumberFormat('en-IE', {
  style: 'currency',
  currency: 'EUR',
  signDisplay: 'exceptZero',
})
const day = new Intl.DateTimeFormat('en-IE', { day: 'numeric', month: 'short' })

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
