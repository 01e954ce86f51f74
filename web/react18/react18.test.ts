import { version } from 'react'
import { version as domVersion } from 'react-dom'
import { expect, it } from 'vitest'

it('these suites run on the oldest React that the packages promise', () => {
  expect([version, domVersion]).toEqual(['18.3.1', '18.3.1'])
})
