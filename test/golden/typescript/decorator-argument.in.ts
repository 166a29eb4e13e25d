@Module({ imports: [JwtModule.register({ secret: '«s3cr3t»' })] })
export class App {}
