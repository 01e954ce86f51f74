import type { EndReason } from '@sojourn/client'
import type { Tone } from '../ui/alert.tsx'

export interface EndedWords {
  readonly tone: Tone
  readonly title: string
  readonly text: string
}

const notYou = 'If this was not you, sign in and change your password, or call us.'

const words: Readonly<Record<EndReason, EndedWords>> = {
  'signed-out': {
    tone: 'info',
    title: 'You have signed out',
    text: 'On a shared computer, close this window as well.',
  },
  idle: {
    tone: 'info',
    title: 'Signed out while you were away',
    text: 'Nothing happened here for a while, so we closed your session to keep your money safe.',
  },
  absolute: {
    tone: 'info',
    title: 'Time to sign in again',
    text: 'However busy you are, a session lasts only so long. Nothing is wrong.',
  },
  revoked: {
    tone: 'caution',
    title: 'This device was signed out from elsewhere',
    text: `You, or the bank, ended this session from another device. ${notYou}`,
  },
  'credentials-changed': {
    tone: 'caution',
    title: 'Your password was changed',
    text: `That signs out every other device, this one included. ${notYou}`,
  },
  'cut-off': {
    tone: 'caution',
    title: 'You were signed out everywhere',
    text: `All sessions that began before a certain moment have ended. ${notYou}`,
  },
  reuse: {
    tone: 'caution',
    title: 'Signed out to protect your account',
    text: 'An old copy of this session was used, which can mean that somebody took it. Please change your password.',
  },
  replaced: {
    tone: 'info',
    title: 'A newer sign-in took over',
    text: 'Somebody signed in again in this browser, which ended the session that was here before.',
  },
  limit: {
    tone: 'caution',
    title: 'Too many devices',
    text: `A sign-in on another device went beyond the limit, and this session was the least used. ${notYou}`,
  },
  'binding-failed': {
    tone: 'caution',
    title: 'Signed out to protect your account',
    text: `We could not confirm that this is still the device that signed in. ${notYou}`,
  },
  risk: {
    tone: 'caution',
    title: 'Signed out to protect your account',
    text: `Something about this session looked unusual. ${notYou}`,
  },
  unknown: {
    tone: 'info',
    title: 'You are signed out',
    text: 'Sign in to go on.',
  },
}

/** Why a session ended, for people. `here` tells the person's own click from one in another tab. */
export function wordsFor(reason: EndReason, here: boolean): EndedWords {
  if (reason === 'signed-out' && !here) {
    return { ...words['signed-out'], title: 'You signed out in another tab' }
  }
  return words[reason]
}
