class A {
  constructor(private readonly password = '«s3cr3t»') {}
}
