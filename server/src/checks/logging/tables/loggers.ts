/** True where a variable of this name is a logger. */
export const isLoggerName = (name: string): boolean => /(?:^|[_.a-z])log(?:ger|ging)?s?$/i.test(name);
