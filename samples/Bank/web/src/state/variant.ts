/** `?state=redux`: the accounts page with Redux in place of TanStack Query, for people who compare. */
export const isWithRedux: boolean = new URLSearchParams(location.search).get('state') === 'redux'
