# password «s3cr3t»
x = 1
