@Module({ imports: [JwtModule.register({ secret: process.env.DB_PASSWORD ?? (() => { throw new Error('DB_PASSWORD is not set'); })() })] })
export class App {}
