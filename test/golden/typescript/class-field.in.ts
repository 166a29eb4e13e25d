class A {
  private readonly password: string = '«s3cr3t»';
}
