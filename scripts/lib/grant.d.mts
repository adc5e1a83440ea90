export declare function copyWithGrant(from: string, to: string): Promise<void>;
