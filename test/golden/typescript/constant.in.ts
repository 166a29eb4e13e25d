export const password: string = '«s3cr3t»';
