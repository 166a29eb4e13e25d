keys=("a" «s3cr3t» 'b')
