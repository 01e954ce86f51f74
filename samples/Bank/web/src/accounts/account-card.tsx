import { type ReactNode, useId } from 'react'
import type { Account, Movement } from '../api/bank-api.ts'
import layout from '../styles/layout.module.css'
import { formatDay, formatMoney, formatSignedMoney } from '../ui/format.ts'
import css from './accounts.module.css'

export function AccountCard(props: { readonly account: Account }): ReactNode {
  const { name, number, balance, movements } = props.account
  const id = useId()
  return (
    <section className={`${layout.card} ${css.card}`} aria-labelledby={id}>
      <div className={css.head}>
        <div>
          <h2 id={id}>{name}</h2>
          <p className={css.number}>{number}</p>
        </div>
        <p className={css.balance}>{formatMoney(balance)}</p>
      </div>
      <table className={css.movements}>
        <caption className={layout.visuallyHidden}>Recent movements of {name}</caption>
        <thead className={layout.visuallyHidden}>
          <tr>
            <th scope="col">Details</th>
            <th scope="col">Amount</th>
          </tr>
        </thead>
        <tbody>
          {movements.map((movement) => (
            <Line key={movement.id} movement={movement} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line(props: { readonly movement: Movement }): ReactNode {
  const { text, amount, otherAccount, bookedAt } = props.movement
  return (
    <tr>
      <td>
        {text}
        <span className={css.meta}>
          <time dateTime={bookedAt}>{formatDay(bookedAt)}</time>
          {otherAccount && (
            <>
              {' · '}
              <span className={css.otherAccount}>{otherAccount}</span>
            </>
          )}
        </span>
      </td>
      <td className={`${css.amount} ${amount > 0 ? css.incoming : ''}`}>
        {formatSignedMoney(amount)}
      </td>
    </tr>
  )
}
