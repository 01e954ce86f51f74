'use client'

export {
  type DeviceActions,
  DeviceList,
  type DeviceListProps,
} from './device-list.tsx'
export { DraftKeeper, useDraft } from './drafts.tsx'
export { english } from './english.ts'
export { ExpiryDialog, type ExpiryDialogProps } from './expiry-dialog.tsx'
export { german } from './german.ts'
export type {
  DeviceMessages,
  EndedMessages,
  ExpiryMessages,
  StepUpMessages,
  UiMessages,
} from './messages.ts'
export { SessionEndedNotice, type SessionEndedNoticeProps } from './session-ended-notice.tsx'
export { StepUpDialog, type StepUpDialogProps } from './step-up-dialog.tsx'
