/** The grants of the browser that we run in. */
import { getGrantedOrigins, hasFixedAccess, removeAccess, requestAccess } from '../platform/permissions.ts';
import { localStorageArea } from '../platform/storage.ts';
import { createGrants, type GrantPorts, type Grants } from './grants.ts';

export const browserGrants = (settings: GrantPorts['settings'], subscriptions: GrantPorts['subscriptions']): Grants =>
  createGrants({
    settings,
    subscriptions,
    area: localStorageArea(),
    isFixed: hasFixedAccess(),
    getGranted: getGrantedOrigins,
    request: requestAccess,
    remove: removeAccess,
  });
