connect(process.env.API_KEY ?? (() => { throw new Error('API_KEY is not set'); })());
