// The Node.js peer: express-session over connect-pg-simple, as their own pages set them up.
//
//   node server.js {port} {connection string} [without-touch]
//
// resave is off, so a request that changes nothing does not write the session; express-session then touches it at the end of
// every request, which moves the expiry by an UPDATE, unless the store is told not to.

import connectPgSimple from 'connect-pg-simple'
import express from 'express'
import session from 'express-session'
import pg from 'pg'

const [port, connectionString, touching] = process.argv.slice(2)
const Store = connectPgSimple(session)
const app = express()
app.disable('x-powered-by')
app.get('/open', (_request, response) => response.send('ok'))
app.use(
  session({
    // As many connections as there are clients: the default of ten would be measured instead of the library.
    store: new Store({
      pool: new pg.Pool({ connectionString, max: 32 }),
      createTableIfMissing: true,
      disableTouch: touching === 'without-touch',
    }),
    secret: 'a secret of the benchmark only',
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', maxAge: 30 * 60 * 1000 },
  }),
)
app.post('/sign-in', (request, response) => {
  request.session.user = {
    subject: '5b1f',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    role: 'customer',
    amr: 'pwd',
  }
  response.send('ok')
})
app.get('/me', (request, response) => {
  if (request.session.user === undefined) {
    response.sendStatus(401)
    return
  }
  response.send('ok')
})
app.listen(Number(port), '127.0.0.1')
