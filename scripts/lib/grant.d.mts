export function copyWithGrant(from: string, to: string, changes?: object): Promise<void>;
