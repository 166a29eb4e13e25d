text = <<~EOS
  user=app password=«s3cr3t»
EOS
