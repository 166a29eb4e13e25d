class Client {
  #password = '«s3cr3t»';
}
